// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which cloud to sign in to, among the advanced fields of the sheet.
#include "gui/accountwording.h"
#include "gui/outline.h"
#include "gui/signinpanel.h"
#include "gui/theme.h"
#include "ui_signinpanel.h"

#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void SignInPanel::addClouds()
{
    auto *parent = m_ui->advancedFields;
    const auto label = [this, parent](const QString &text, QWidget *of) {
        auto *made = new QLabel(text, parent);
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        made->setBuddy(of);
        m_ui->advancedFieldsColumn->addWidget(made);
        m_ui->advancedFieldsColumn->addWidget(of);
        return made;
    };
    m_cloud = new QComboBox(parent);
    m_cloud->setAccessibleName(tr("Cloud"));
    for (const Auth::Cloud &cloud : Auth::knownClouds())
        m_cloud->addItem(cloudTitle(cloud.name), cloud.name);
    m_cloud->addItem(cloudTitle(u"custom"_s), u"custom"_s);
    label(tr("C&loud (only if your organization is in one of its own)"), m_cloud);
    const auto address = [this, parent, label](const QString &text, const QString &name, const QString &example) {
        auto *edit = new QLineEdit(parent);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(example);
        QLabel *words = label(text, edit);
        connect(m_cloud, &QComboBox::currentIndexChanged, words,
                [this, words] { words->setVisible(m_cloud->currentData().toString() == u"custom"); });
        words->hide();
        edit->hide();
        return edit;
    };
    m_authority = address(tr("Where people sign in (before /tenant/oauth2/…)"), tr("Sign-in address"),
                          u"https://login.example.org"_s);
    m_graph = address(tr("Where Graph is (before /v1.0/…)"), tr("Graph address"), u"https://graph.example.org"_s);
    m_cloudFault = new QLabel(parent);
    m_cloudFault->setTextFormat(Qt::PlainText);
    m_cloudFault->setWordWrap(true);
    m_cloudFault->setAccessibleName(tr("What is wrong with the cloud"));
    m_cloudFault->hide();
    m_ui->advancedFieldsColumn->addWidget(m_cloudFault);
    connect(m_cloud, &QComboBox::currentIndexChanged, this, &SignInPanel::showCloud);
    const QList<QLineEdit *> fields = findChildren<QLineEdit *>();
    for (QLineEdit *each : fields)
        showOutline(each);
    setTabOrder(m_ui->howTo, m_cloud);
    setTabOrder(m_cloud, m_authority);
    setTabOrder(m_authority, m_graph);
}

void SignInPanel::showCloud()
{
    const QString name = m_cloud->currentData().toString();
    const bool isCustom = name == u"custom";
    m_authority->setVisible(isCustom);
    m_graph->setVisible(isCustom);
    m_cloudFault->hide();
    const auto cloud = Auth::cloudNamed(name, {}, {});
    m_ui->personal->setEnabled(isCustom || (cloud && cloud.value().hasPersonalAccounts));
    Q_EMIT resized();
}

std::optional<Auth::Cloud> SignInPanel::chosenCloud()
{
    const auto cloud
        = Auth::cloudNamed(m_cloud->currentData().toString(), QUrl(m_authority->text().trimmed(), QUrl::StrictMode),
                           QUrl(m_graph->text().trimmed(), QUrl::StrictMode));
    if (cloud)
        return cloud.value();
    m_ui->advanced->setChecked(true);
    setInk(m_cloudFault, Theme(palette()).bad);
    m_cloudFault->setText(wordsFor(cloud.error()));
    m_cloudFault->show();
    m_authority->setFocus(Qt::OtherFocusReason);
    Q_EMIT resized();
    return std::nullopt;
}

} // namespace Sendoff::Gui
