// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/account.h"
#include "auth/autherror.h"
#include "gui/wording.h"

#include <QDateTime>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <memory>
#include <optional>
#include <variant>

namespace Ui {
class SignInPanel;
}
class QComboBox;
class QLabel;
class QLineEdit;

namespace Sendoff::Gui {

class MessageBar;

/// How somebody wants to sign in.
struct SignInChoice
{
    enum class Kind { Work, Personal, Practice };

    Kind kind = Kind::Work;
    QString address; ///< login_hint; may be empty
    QString tenant; ///< only for Work; empty: any organization
    QString clientId; ///< empty: the configured one
    QString cloud = QStringLiteral("global"); ///< its name
    QUrl authority = QUrl(); ///< only for the cloud "custom"; checked
    QUrl graph = QUrl();

    friend bool operator==(const SignInChoice &, const SignInChoice &) = default;
};

// What the panel shows. The app sets it, the panel never changes it by itself.
struct SignInChoosing
{
    bool hasClientId = true; ///< false: the panel says how to get one, and takes it
    bool offersPractice = true;
    QString address; ///< to begin with
    friend bool operator==(const SignInChoosing &, const SignInChoosing &) = default;
};
struct SignInInBrowser
{
    QUrl link; ///< for "Copy the link"
    QDateTime until; ///< UTC
    friend bool operator==(const SignInInBrowser &, const SignInInBrowser &) = default;
};
struct SignInExchanging ///< the browser came back, tokens are being fetched
{
    friend bool operator==(const SignInExchanging &, const SignInExchanging &) = default;
};
struct SignInToConfirm ///< done, but not used before the person has seen whose account it is
{
    Auth::Account account;
    bool lasts = true; ///< false: no keychain, gone when the program ends
    friend bool operator==(const SignInToConfirm &, const SignInToConfirm &) = default;
};
struct SignInFailed
{
    Auth::AuthError error;
    QDateTime when;
    QString clientId = QString(); ///< it was tried with, for the text an administrator gets
    Auth::AuthConfig config = Auth::AuthConfig(); ///< with which it was tried, for the link in that text
    friend bool operator==(const SignInFailed &, const SignInFailed &) = default;
};
using SignInPage = std::variant<SignInChoosing, SignInInBrowser, SignInExchanging, SignInToConfirm, SignInFailed>;

/// The sheet that opens from the From line. Decides nothing: it shows a page and says what was pressed.
class SignInPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SignInPanel(QWidget *parent = nullptr);
    ~SignInPanel() override;

    void showPage(const SignInPage &page);
    const SignInPage &page() const { return m_page; }
    /// Takes as much of that room as it needs; scrolls if that is not enough.
    void fitInto(const QRect &room);
    /// The steps to a client id, whatever page was there.
    void showClientIdHelp();

Q_SIGNALS:
    void chosen(const Sendoff::Gui::SignInChoice &choice);
    void cancelled(); ///< the wait for the browser is given up
    void confirmed(); ///< "Use this account"
    void declined(); ///< "Not me"
    void closed(); ///< the sheet is put away
    void urlWanted(const QUrl &url); ///< a page to open in the browser
    void resized(); ///< wants another height
    void actionPressed(Sendoff::Gui::Action action); ///< the cure of a failure

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tell(const SignInChoosing &page);
    void tell(const SignInInBrowser &page);
    void tell(const SignInToConfirm &page);
    void tell(const SignInFailed &page);
    int heightFor(int width) const;
    void open(QWidget *page, QWidget *focus);
    void choose(SignInChoice::Kind kind);
    void takeClientId();
    void addClouds();
    void showCloud();
    std::optional<Auth::Cloud> chosenCloud();
    void countDown();
    void copy(const QString &text);

    std::unique_ptr<Ui::SignInPanel> m_ui;
    SignInPage m_page;
    SignInChoosing m_choosing;
    std::optional<SignInChoice::Kind> m_pending; ///< chosen, waits for a client id
    MessageBar *m_failure = nullptr;
    QComboBox *m_cloud = nullptr;
    QLineEdit *m_authority = nullptr;
    QLineEdit *m_graph = nullptr;
    QLabel *m_cloudFault = nullptr;
    QTimer m_second;
};

} // namespace Sendoff::Gui
