// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sendlaterdialog.h"

#include "gui/theme.h"
#include "gui/uploadwording.h"
#include "gui/wording.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr qint64 leastAhead = 30 * 60; // seconds: sooner is "now"
constexpr int morning = 8;
constexpr int evening = 18;

QString dayAndTime(const QDateTime &when, const QDateTime &now)
{
    const QLocale locale;
    const QString time = locale.toString(when.time(), QLocale::ShortFormat);
    return when.date() == now.date() ? time : locale.toString(when.date(), u"ddd d MMM"_s) + u", "_s + time;
}

QString keeperInWords(Keeper keeper)
{
    if (keeper == Keeper::Service)
        return SendLaterDialog::tr("Microsoft keeps it in your mailbox until then. This computer may be off.");
    return SendLaterDialog::tr("It waits on this computer, which must be on then. Sendoff goes on in the background "
                               "when you close its windows. If it does not run at that time, the mail leaves at the "
                               "next start.");
}

} // namespace

QList<LaterChoice> laterChoices(const QDateTime &now)
{
    const auto at = [&now](int days, int hour) { return QDateTime(now.date().addDays(days), QTime(hour, 0)); };
    const int toMonday = 8 - now.date().dayOfWeek();
    QDateTime hour = now.addSecs(3600);
    hour.setTime(QTime(hour.time().hour(), hour.time().minute()));
    QList<LaterChoice> choices{{SendLaterDialog::tr("In an hour"), hour}};
    const auto add = [&](const QString &title, const QDateTime &when) {
        if (now.secsTo(when) >= leastAhead)
            choices.append({title, when});
    };
    if (now.time().hour() < morning)
        add(SendLaterDialog::tr("This morning"), at(0, morning));
    add(SendLaterDialog::tr("This evening"), at(0, evening));
    add(SendLaterDialog::tr("Tomorrow morning"), at(1, morning));
    if (toMonday > 1)
        add(SendLaterDialog::tr("Monday morning"), at(toMonday, morning));
    return choices;
}

SendLaterDialog::SendLaterDialog(const QDateTime &now, const QDateTime &chosen, Keeper keeper, QWidget *parent)
    : QDialog(parent)
    , m_choices(new QButtonGroup(this))
    , m_edit(new QDateTimeEdit(this))
    , m_trouble(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Send later"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Space::xl, Space::l, Space::xl, Space::l);
    column->setSpacing(Space::s);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    addChoices(now.toLocalTime(), chosen.isValid() ? chosen.toLocalTime() : QDateTime());
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setText(tr("That time is over already."));
    setInk(m_trouble, Theme(palette()).bad);
    m_trouble->hide();
    column->addWidget(m_trouble);
    addKeeper(keeper);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_send = buttons->addButton(tr("Send later"), QDialogButtonBox::AcceptRole);
    m_send->setDefault(true);
    if (chosen.isValid()) {
        connect(buttons->addButton(tr("No time"), QDialogButtonBox::ResetRole), &QPushButton::clicked, this, [this] {
            Q_EMIT withoutTime();
            reject();
        });
    }
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        check(); // time goes on while the dialog is open
        if (!m_send->isEnabled())
            return;
        Q_EMIT this->chosen(when());
        accept();
    });
    column->addSpacing(Space::s);
    column->addWidget(buttons);
    connect(m_choices, &QButtonGroup::idClicked, this, &SendLaterDialog::check);
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, [this] {
        m_choices->buttons().constLast()->setChecked(true);
        check();
    });
    m_choices->checkedButton()->setFocus();
    check();
}

void SendLaterDialog::addChoices(const QDateTime &now, const QDateTime &chosen)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    for (const LaterChoice &choice : laterChoices(now)) {
        //: a name such as "Tomorrow morning", then the time it means
        auto *button = new QRadioButton(tr("%1: %2").arg(choice.title, dayAndTime(choice.when, now)), this);
        m_choices->addButton(button, int(m_times.size()));
        m_times.append(choice.when);
        column->addWidget(button);
    }
    auto *row = new QHBoxLayout;
    auto *own = new QRadioButton(tr("At:"), this);
    own->setAccessibleName(tr("At a time of your own"));
    m_choices->addButton(own, int(m_times.size()));
    m_edit->setAccessibleName(tr("Date and time"));
    m_edit->setCalendarPopup(true);
    m_edit->setDisplayFormat(u"ddd d MMM yyyy  HH:mm"_s);
    m_edit->setMinimumDate(now.date());
    m_edit->setDateTime(chosen.isValid() ? chosen : m_times.constLast());
    row->addWidget(own);
    row->addWidget(m_edit, 1);
    column->addLayout(row);
    (chosen.isValid() ? own : m_choices->buttons().constFirst())->setChecked(true);
}

void SendLaterDialog::addKeeper(Keeper keeper)
{
    auto *words = new QLabel(keeperInWords(keeper), this);
    words->setObjectName(u"keeper"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    setInk(words, Theme(palette()).secondary);
    layout()->addWidget(words);
    if (keeper != Keeper::ThisComputerUnlessAllowed)
        return;
    auto *ask = new QPushButton(tr("Let my mailbox keep it…"), this);
    ask->setObjectName(u"ask"_s);
    ask->setAutoDefault(false);
    connect(ask, &QPushButton::clicked, this, [this] {
        if (!m_send->isEnabled())
            return;
        Q_EMIT keepingAsked(when());
        accept();
    });
    static_cast<QVBoxLayout *>(layout())->addWidget(ask, 0, Qt::AlignLeading);
}

QDateTime SendLaterDialog::when() const
{
    const int id = m_choices->checkedId();
    return (id >= 0 && id < m_times.size() ? m_times.at(id) : m_edit->dateTime()).toUTC();
}

void SendLaterDialog::check()
{
    const bool isOver = when() <= QDateTime::currentDateTimeUtc();
    m_trouble->setVisible(isOver);
    m_send->setEnabled(!isOver);
}

} // namespace Sendoff::Gui
