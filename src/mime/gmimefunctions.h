// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <gmime/gmime.h>

// GMime and the eleven libraries behind it would cost every start of the program some milliseconds, for a mail in a
// hundred. So nothing is linked: each function below bears the name of one of theirs, is found before it inside this
// namespace, and is looked up in the library when it is first called.

namespace Sendoff::Mime {

/// Loads the library once. False if it is not there; then none of the functions may be called.
bool loadGMime();
QFunctionPointer functionOfGMime(const char *name);

template <typename Function>
class Late;

template <typename Result, typename... Arguments>
class Late<Result (*)(Arguments...)>
{
public:
    constexpr explicit Late(const char *name)
        : m_name(name)
    {
    }

    Result operator()(Arguments... arguments) const
    {
        QFunctionPointer function = m_function.load(std::memory_order_relaxed);
        if (!function) {
            function = functionOfGMime(m_name);
            m_function.store(function, std::memory_order_relaxed);
        }
        return reinterpret_cast<Result (*)(Arguments...)>(function)(arguments...);
    }

private:
    const char *m_name;
    mutable std::atomic<QFunctionPointer> m_function{nullptr};
};

#define SENDOFF_LATE(name) inline constinit const Late<decltype(&::name)> name{#name};
SENDOFF_LATE(g_date_time_new_from_unix_utc)
SENDOFF_LATE(g_date_time_unref)
SENDOFF_LATE(g_free)
SENDOFF_LATE(g_mime_content_disposition_get_parameters)
SENDOFF_LATE(g_mime_content_type_get_mime_type)
SENDOFF_LATE(g_mime_content_type_get_parameters)
SENDOFF_LATE(g_mime_content_type_is_type)
SENDOFF_LATE(g_mime_data_wrapper_new_with_stream)
SENDOFF_LATE(g_mime_data_wrapper_write_to_stream)
SENDOFF_LATE(g_mime_format_options_clone)
SENDOFF_LATE(g_mime_format_options_free)
SENDOFF_LATE(g_mime_format_options_set_newline_format)
SENDOFF_LATE(g_mime_format_options_set_param_encoding_method)
SENDOFF_LATE(g_mime_header_list_get_header)
SENDOFF_LATE(g_mime_header_set_raw_value)
SENDOFF_LATE(g_mime_init)
SENDOFF_LATE(g_mime_message_get_addresses)
SENDOFF_LATE(g_mime_message_get_bcc)
SENDOFF_LATE(g_mime_message_get_cc)
SENDOFF_LATE(g_mime_message_get_from)
SENDOFF_LATE(g_mime_message_get_message_id)
SENDOFF_LATE(g_mime_message_get_mime_part)
SENDOFF_LATE(g_mime_message_get_reply_to)
SENDOFF_LATE(g_mime_message_get_subject)
SENDOFF_LATE(g_mime_message_get_to)
SENDOFF_LATE(g_mime_message_new)
SENDOFF_LATE(g_mime_message_part_get_message)
SENDOFF_LATE(g_mime_message_part_get_type)
SENDOFF_LATE(g_mime_message_set_date)
SENDOFF_LATE(g_mime_message_set_message_id)
SENDOFF_LATE(g_mime_message_set_mime_part)
SENDOFF_LATE(g_mime_message_set_subject)
SENDOFF_LATE(g_mime_multipart_add)
SENDOFF_LATE(g_mime_multipart_get_count)
SENDOFF_LATE(g_mime_multipart_get_part)
SENDOFF_LATE(g_mime_multipart_get_type)
SENDOFF_LATE(g_mime_multipart_new_with_subtype)
SENDOFF_LATE(g_mime_multipart_set_boundary)
SENDOFF_LATE(g_mime_object_get_content_disposition)
SENDOFF_LATE(g_mime_object_get_content_type)
SENDOFF_LATE(g_mime_object_get_content_type_parameter)
SENDOFF_LATE(g_mime_object_get_disposition)
SENDOFF_LATE(g_mime_object_get_header)
SENDOFF_LATE(g_mime_object_get_header_list)
SENDOFF_LATE(g_mime_object_set_content_type_parameter)
SENDOFF_LATE(g_mime_object_set_disposition)
SENDOFF_LATE(g_mime_object_set_header)
SENDOFF_LATE(g_mime_object_write_to_stream)
SENDOFF_LATE(g_mime_param_list_get_parameter)
SENDOFF_LATE(g_mime_param_set_charset)
SENDOFF_LATE(g_mime_parser_construct_message)
SENDOFF_LATE(g_mime_parser_new_with_stream)
SENDOFF_LATE(g_mime_parser_set_persist_stream)
SENDOFF_LATE(g_mime_part_get_content)
SENDOFF_LATE(g_mime_part_get_content_id)
SENDOFF_LATE(g_mime_part_get_filename)
SENDOFF_LATE(g_mime_part_get_type)
SENDOFF_LATE(g_mime_part_new_with_type)
SENDOFF_LATE(g_mime_part_set_content)
SENDOFF_LATE(g_mime_part_set_content_encoding)
SENDOFF_LATE(g_mime_part_set_content_id)
SENDOFF_LATE(g_mime_part_set_filename)
SENDOFF_LATE(g_mime_stream_mem_get_byte_array)
SENDOFF_LATE(g_mime_stream_mem_new)
SENDOFF_LATE(g_mime_stream_mem_new_with_buffer)
SENDOFF_LATE(g_mime_stream_reset)
SENDOFF_LATE(g_mime_stream_write)
SENDOFF_LATE(g_mime_text_part_get_text)
SENDOFF_LATE(g_mime_text_part_get_type)
SENDOFF_LATE(g_mime_text_part_new_with_subtype)
SENDOFF_LATE(g_mime_text_part_set_charset)
SENDOFF_LATE(g_object_unref)
SENDOFF_LATE(g_type_check_instance_is_a)
SENDOFF_LATE(internet_address_get_name)
SENDOFF_LATE(internet_address_group_get_members)
SENDOFF_LATE(internet_address_group_get_type)
SENDOFF_LATE(internet_address_list_add)
SENDOFF_LATE(internet_address_list_get_address)
SENDOFF_LATE(internet_address_list_length)
SENDOFF_LATE(internet_address_mailbox_get_addr)
SENDOFF_LATE(internet_address_mailbox_new)
SENDOFF_LATE(internet_address_set_charset)
#undef SENDOFF_LATE

} // namespace Sendoff::Mime
