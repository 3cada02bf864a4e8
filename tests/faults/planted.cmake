# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The proof of the proof: the program with one old mistake put back in, which the experiments must find. The product has
# no switch for that; a source file is copied with a few words replaced, and the copy is linked before the library that
# holds the original, which is then not taken from it.

# planted_program(NAME FILE FROM TO [FROM TO …]): build/PRESET/faults/planted/sendoff-NAME.
function(planted_program name file)
    set(original ${PROJECT_SOURCE_DIR}/src/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${original})
    file(READ ${original} text)
    # By number: the words are C++ and have semicolons in them, which would end an element of a list.
    set(at 2)
    while(at LESS ARGC)
        math(EXPR next "${at} + 1")
        string(REPLACE "${ARGV${at}}" "${ARGV${next}}" changed "${text}")
        if(changed STREQUAL text)
            message(FATAL_ERROR "'${ARGV${at}}' is not in src/${file} any more; plant the mistake another way")
        endif()
        set(text "${changed}")
        math(EXPR at "${at} + 2")
    endwhile()
    get_filename_component(base ${file} NAME)
    set(copy ${CMAKE_CURRENT_BINARY_DIR}/planted-${name}/${base})
    file(CONFIGURE OUTPUT ${copy} CONTENT "@text@" @ONLY)

    set(program planted_${name})
    add_executable(${program} ${PROJECT_SOURCE_DIR}/src/app/main.cpp ${copy})
    target_link_libraries(${program} PRIVATE sendoff_app)
    target_compile_definitions(${program} PRIVATE SENDOFF_VERSION="${PROJECT_VERSION}")
    set_target_properties(${program} PROPERTIES AUTOMOC OFF OUTPUT_NAME sendoff-${name}
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/faults/planted)
endfunction()
