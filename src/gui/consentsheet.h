// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/autherror.h"
#include "gui/rightneed.h"

#include <QUrl>
#include <QWidget>

#include <variant>

class QVBoxLayout;

namespace Sendoff::Gui {

class Button;

struct ConsentAsking ///< why, and the choices
{
    friend bool operator==(const ConsentAsking &, const ConsentAsking &) = default;
};
struct ConsentInBrowser
{
    QUrl link;
    friend bool operator==(const ConsentInBrowser &, const ConsentInBrowser &) = default;
};
struct ConsentExchanging
{
    friend bool operator==(const ConsentExchanging &, const ConsentExchanging &) = default;
};
struct ConsentRefused
{
    Auth::AuthError error;
    friend bool operator==(const ConsentRefused &, const ConsentRefused &) = default;
};
using ConsentPage = std::variant<ConsentAsking, ConsentInBrowser, ConsentExchanging, ConsentRefused>;

/// Says which right is missing and why, starts asking for it, and offers what can be done without. Decides nothing.
class ConsentSheet : public QWidget
{
    Q_OBJECT
public:
    explicit ConsentSheet(const RightNeed &need, QWidget *parent = nullptr);

    const RightNeed &need() const { return m_need; }
    void showPage(const ConsentPage &page);
    const ConsentPage &page() const { return m_page; }
    /// Esc: gives up the wait, or puts the sheet away.
    void dismiss();

Q_SIGNALS:
    void
    allowAsked(const QString &right); ///< answer with ConsentInBrowser … and the end of the sheet, or ConsentRefused
    void wayChosen(Sendoff::Gui::RightNeed::WayOut way);
    void waitGivenUp(); ///< the browser is not waited for any more
    void cancelled(); ///< the sheet is put away; nothing has changed
    void resized();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void begin(const QString &title, const QStringList &words);
    Button *addButton(const QString &text, bool isMain = false);
    void addForAdministrator(bool isMain);
    void tell(const ConsentAsking &page);
    void tell(const ConsentInBrowser &page);
    void tell(const ConsentExchanging &page);
    void tell(const ConsentRefused &page);
    void addWays();

    RightNeed m_need;
    ConsentPage m_page;
    QVBoxLayout *m_outer;
    QWidget *m_inside = nullptr; ///< of the present page
    QVBoxLayout *m_column = nullptr;
    QWidget *m_buttons = nullptr;
    Button *m_focus = nullptr; ///< gets the keyboard
};

} // namespace Sendoff::Gui
