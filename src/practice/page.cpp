// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/page.h"

#include <QCryptographicHash>

namespace Sendoff::Practice {

namespace {

constexpr char style[] = R"(
:root{color-scheme:light dark;--back:#f3f5f4;--card:#fff;--ink:#16211e;--soft:#5b6a66;--line:#dde4e1;--hover:#f0f6f4;
--accent:#0b6e5f;--on-accent:#fff;--tint:#e2f2ee;--warn:#8a5300;--warn-back:#fff3dc;--danger:#a4262c;
--shadow:0 1px 2px rgb(15 40 34/.06),0 8px 28px rgb(15 40 34/.07)}
@media (prefers-color-scheme:dark){:root{--back:#101615;--card:#18211f;--ink:#e8efec;--soft:#9caca7;--line:#2a3633;
--hover:#1e2a27;--accent:#5fd3bb;--on-accent:#07231d;--tint:#17332d;--warn:#f3c877;--warn-back:#33290f;
--danger:#ff9a93;--shadow:0 1px 2px rgb(0 0 0/.4),0 8px 28px rgb(0 0 0/.3)}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Cantarell,"Noto Sans",sans-serif}
a{color:var(--accent)}
h1,h2,p,ul,ol,dl,dd{margin:0;padding:0}
.wide{max-width:60rem;margin:0 auto;padding:1.75rem 1.25rem 4rem}
.top{display:flex;align-items:center;gap:.75rem;margin-bottom:1.5rem}
.top h1{font-size:1.35rem;letter-spacing:-.01em}
.top .grow{flex:1}
.mark{width:2.4rem;height:2.4rem;flex:none}
.pill{font-size:.75rem;font-weight:600;color:var(--warn);background:var(--warn-back);border-radius:99px;
padding:.15rem .65rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);overflow:hidden}
.soft{color:var(--soft)}
.small{font-size:.875rem}
button,.button{font:inherit;font-weight:600;border-radius:9px;padding:.5rem 1.1rem;border:1px solid var(--line);
background:var(--card);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-block}
button:hover,.button:hover{background:var(--hover)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.main:hover{filter:brightness(1.08)}
button.danger{color:var(--danger)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.mails{list-style:none}
.mails li+li{border-top:1px solid var(--line)}
.mails a{display:grid;grid-template-columns:2.6rem minmax(0,1fr) auto;gap:.1rem .9rem;align-items:center;
padding:.85rem 1.1rem;color:inherit;text-decoration:none}
.mails a:hover{background:var(--hover)}
.mails a:focus-visible{outline-offset:-3px}
.face{grid-row:span 2;width:2.6rem;height:2.6rem;border-radius:50%;background:var(--tint);color:var(--accent);
display:grid;place-items:center;font-weight:700}
.who,.what{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who{color:var(--soft);font-size:.9rem}
.what{font-weight:600}
.when{color:var(--soft);font-size:.85rem;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.tags{font-size:.8rem;text-align:right;color:var(--soft);white-space:nowrap}
.twice{color:var(--danger);font-weight:600;margin-right:.4rem}
.empty{padding:4.5rem 1.5rem;text-align:center}
.empty .mark{width:4rem;height:4rem;margin-bottom:1rem}
.empty h2{font-size:1.15rem;margin-bottom:.25rem}
.head{padding:1.4rem 1.5rem;border-bottom:1px solid var(--line)}
.head h2{font-size:1.4rem;line-height:1.3;overflow-wrap:anywhere;margin-bottom:1rem}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.1rem;font-size:.95rem}
dl.facts dt{color:var(--soft)}
dl.facts dd{overflow-wrap:anywhere}
.text{margin:0;padding:1.5rem;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
iframe{display:block;width:100%;height:60vh;min-height:20rem;border:0;background:#fff}
.files{list-style:none;display:flex;flex-wrap:wrap;gap:.6rem;padding:1.1rem 1.5rem;border-top:1px solid var(--line)}
.files a{display:flex;gap:.6rem;align-items:baseline;border:1px solid var(--line);border-radius:10px;
padding:.5rem .85rem;text-decoration:none;color:inherit;max-width:100%}
.files a:hover{background:var(--hover)}
.files .name{font-weight:600;overflow-wrap:anywhere}
.foot{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;justify-content:space-between;align-items:center;margin-top:1.1rem}
details{padding:1rem 1.5rem;border-top:1px solid var(--line)}
summary{cursor:pointer;color:var(--soft);font-size:.9rem}
details dl{margin-top:.75rem}
code{font:.85em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.sign{min-height:100vh;display:grid;place-items:center;padding:1.25rem}
.sign .card{width:100%;max-width:28rem;padding:1.9rem 1.9rem 1.6rem}
.sign h2{font-size:1.3rem;line-height:1.3;margin:1.1rem 0 .35rem}
.sign .top{margin:0}
.people{border:0;margin:1.1rem 0 0;padding:0;display:grid;gap:.5rem}
.people legend{padding:0;margin-bottom:.4rem;font-weight:600}
.people label{display:grid;grid-template-columns:auto 2.6rem minmax(0,1fr) auto;gap:.05rem .8rem;align-items:center;
border:1px solid var(--line);border-radius:11px;padding:.6rem .85rem;cursor:pointer}
.people label:hover{background:var(--hover)}
.people label:has(input:checked){border-color:var(--accent);background:var(--tint)}
.people label:has(input:checked) .face{background:var(--card)}
.people input{grid-row:span 2;accent-color:var(--accent);width:1.05rem;height:1.05rem;margin:0}
.people .who{grid-column:3/5;font-size:.85rem}
.people .kind{font-size:.8rem;color:var(--soft)}
.rights{list-style:none;margin:.5rem 0 0;display:grid;gap:.4rem}
.rights li{padding-left:1.6rem;position:relative}
.rights li::before{content:"";position:absolute;left:.25rem;top:.3em;width:.36rem;height:.68rem;
border:solid var(--accent);border-width:0 2px 2px 0;transform:rotate(45deg)}
.ask{margin-top:1.2rem}
.ask strong,p.ask.lead{font-weight:600}
.row{display:flex;gap:.6rem;justify-content:flex-end;margin-top:1.5rem}
@media (max-width:36rem){.wide{padding:1rem .75rem 3rem}
.mails a{grid-template-columns:2.6rem minmax(0,1fr)}
.face{grid-row:span 3;align-self:start}
.when,.tags{grid-column:2;text-align:left}
.tags:empty{display:none}
.top .pill{display:none}}
)";

} // namespace

QByteArray escapeHtml(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar character : text) {
        switch (character.unicode()) {
        case u'&':
            safe += QLatin1String("&amp;");
            break;
        case u'<':
            safe += QLatin1String("&lt;");
            break;
        case u'>':
            safe += QLatin1String("&gt;");
            break;
        case u'"':
            safe += QLatin1String("&quot;");
            break;
        case u'\'':
            safe += QLatin1String("&#39;");
            break;
        default:
            if (character.category() == QChar::Other_Control && character != u'\n' && character != u'\t')
                safe += QChar::ReplacementCharacter;
            else
                safe += character;
        }
    }
    return safe.toUtf8();
}

QByteArray page(const QString &title, const QByteArray &content, const QByteArray &bodyClass)
{
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
           "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\"><title>"
        + escapeHtml(title) + "</title><style>" + QByteArray(style) + "</style></head><body"
        + (bodyClass.isEmpty() ? QByteArray() : " class=\"" + bodyClass + '"') + '>' + content + "</body></html>\n";
}

QByteArray pagePolicy(const QByteArray &more)
{
    static const QByteArray styleHash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    QByteArray policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src data:; style-src 'sha256-"
        + styleHash + '\'';
    if (!more.isEmpty())
        policy += "; " + more;
    return policy;
}

QByteArray logo()
{
    return "<svg class=\"mark\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><rect x=\"2\" y=\"2\" width=\"44\" "
           "height=\"44\" rx=\"12\" "
           "fill=\"#0b6e5f\"/><path d=\"M38 11 10 22.2l9.6 4.1L24.4 37z\" fill=\"#fff\"/><path d=\"m38 11-18.4 15.3L21 "
           "34\" "
           "fill=\"none\" stroke=\"#0b6e5f\" stroke-width=\"2\" stroke-linejoin=\"round\"/></svg>";
}

} // namespace Sendoff::Practice
