// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/blockedtypes.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace Sendoff {

namespace {

// Both lists are sorted.
// clang-format off
constexpr std::array<std::u16string_view, 131> blocked {
    u"ade", u"adp", u"apk", u"app", u"appcontent-ms", u"application", u"appref-ms", u"asp", u"aspx", u"asx", u"bas",
    u"bat", u"bgi", u"cab", u"cdxml", u"cer", u"chm", u"cmd", u"cnt", u"com", u"cpl", u"crt", u"csh", u"der",
    u"diagcab", u"exe", u"fxp", u"gadget", u"grp", u"hlp", u"hpj", u"hta", u"htc", u"img", u"inf", u"ins", u"iso",
    u"isp", u"its", u"jar", u"jnlp", u"js", u"jse", u"ksh", u"library-ms", u"lnk", u"mad", u"maf", u"mag", u"mam",
    u"maq", u"mar", u"mas", u"mat", u"mau", u"mav", u"maw", u"mcf", u"mda", u"mdb", u"mde", u"mdt", u"mdw", u"mdz",
    u"msc", u"msh", u"msh1", u"msh1xml", u"msh2", u"msh2xml", u"mshxml", u"msi", u"msp", u"mst", u"msu", u"ops",
    u"osd", u"pcd", u"pif", u"pl", u"plg", u"prf", u"prg", u"printerexport", u"ps1", u"ps1xml", u"ps2", u"ps2xml",
    u"psc1", u"psc2", u"psd1", u"psdm1", u"pssc", u"pst", u"py", u"pyc", u"pyo", u"pyw", u"pyz", u"pyzw", u"reg",
    u"scf", u"scr", u"sct", u"search-ms", u"settingcontent-ms", u"shb", u"shs", u"theme", u"themepack", u"tmp",
    u"udl", u"url", u"vb", u"vbe", u"vbp", u"vbs", u"vhd", u"vhdx", u"vsmacros", u"vsw", u"webpnp", u"website", u"ws",
    u"wsb", u"wsc", u"wsf", u"wsh", u"xbap", u"xll", u"xnk",
};

constexpr std::array<std::u16string_view, 49> documents {
    u"7z", u"avi", u"bmp", u"csv", u"doc", u"docm", u"docx", u"eml", u"epub", u"flac", u"gif", u"gz", u"heic", u"htm",
    u"html", u"ics", u"jpeg", u"jpg", u"json", u"log", u"m4a", u"md", u"mkv", u"mov", u"mp3", u"mp4", u"mpeg", u"mpg",
    u"msg", u"odp", u"ods", u"odt", u"ogg", u"pdf", u"png", u"ppt", u"pptx", u"rar", u"rtf", u"svg", u"tif", u"tiff",
    u"txt", u"wav", u"webp", u"xls", u"xlsx", u"xml", u"zip",
};
// clang-format on

template <std::size_t size>
bool holds(const std::array<std::u16string_view, size> &sorted, QStringView extension)
{
    const std::u16string_view key(extension.utf16(), std::size_t(extension.size()));
    return std::binary_search(sorted.begin(), sorted.end(), key);
}

} // namespace

bool isBlockedExtension(QStringView extension)
{
    return holds(blocked, extension);
}

bool isDocumentExtension(QStringView extension)
{
    return holds(documents, extension);
}

} // namespace Sendoff
