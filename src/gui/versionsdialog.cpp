// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/versionsdialog.h"

#include "gui/button.h"
#include "gui/draftsmodel.h"
#include "gui/outboxwording.h"
#include "gui/plaintext.h"
#include "gui/rowdelegate.h"
#include "gui/theme.h"
#include "ui_versionsdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShowEvent>

namespace Sendoff::Gui {

namespace {

/// More than anybody reads in a preview; "Copy text" and "Take back" give all of it.
constexpr qsizetype previewLength = 200'000;

} // namespace

VersionsDialog::VersionsDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::VersionsDialog>())
    , m_model(new VersionsModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_ui->setupUi(this);
    m_ui->list->setItemDelegate(new RowDelegate(2, this));
    m_ui->list->setModel(m_model);
    m_ui->text->document()->setDocumentMargin(Space::l);
    QFont font = m_ui->subject->font();
    font.setWeight(QFont::DemiBold);
    m_ui->subject->setFont(font);
    const Theme theme(palette());
    setInk(m_ui->subject, theme.text);
    setInk(m_ui->recipients, theme.secondary);
    setInk(m_ui->note, theme.secondary);
    connect(m_ui->list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &VersionsDialog::showChosen);
    connect(m_ui->takeBack, &Button::clicked, this, [this] {
        if (const Compose::DraftVersion *version = chosen())
            Q_EMIT takeBackRequested(version->number);
    });
    connect(m_ui->copy, &Button::clicked, this, [this] {
        if (const Compose::DraftVersion *version = chosen())
            QGuiApplication::clipboard()->setText(version->message.body.content);
    });
    connect(m_ui->close, &Button::clicked, this, &QDialog::close);
    connect(m_ui->list, &QListView::activated, m_ui->takeBack, [this] { m_ui->takeBack->setFocus(); });
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 32);
    setVersions({});
}

VersionsDialog::~VersionsDialog() = default;

void VersionsDialog::setVersions(const QList<Compose::DraftVersion> &versions)
{
    const Compose::DraftVersion *before = chosen();
    const qint64 number = before ? before->number : -1;
    m_model->setVersions(versions);
    int row = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->at(i).number == number)
            row = i;
    }
    const bool any = m_model->rowCount() > 0;
    if (!any)
        m_ui->hint->say(Symbol::Clock, tr("No earlier versions"),
                        tr("Sendoff keeps one every now and then while you write, and whenever text is lost."));
    m_ui->pages->setCurrentWidget(any ? static_cast<QWidget *>(m_ui->splitter) : m_ui->hint);
    m_ui->note->setVisible(any);
    if (any)
        m_ui->list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
    showChosen();
}

const Compose::DraftVersion *VersionsDialog::chosen() const
{
    const QModelIndexList rows = m_ui->list->selectionModel()->selectedIndexes();
    return rows.isEmpty() ? nullptr : &m_model->at(rows.front().row());
}

void VersionsDialog::showChosen()
{
    const Compose::DraftVersion *version = chosen();
    m_ui->takeBack->setEnabled(version != nullptr);
    m_ui->copy->setEnabled(version != nullptr);
    if (!version)
        return;
    const QString to = recipientsOf(version->message);
    m_ui->subject->setText(subjectInWords(version->message.subject));
    m_ui->recipients->setText(to.isEmpty() ? tr("No recipient yet") : tr("To %1").arg(to));
    m_ui->text->setPlainText(plainText(version->message.body, previewLength));
}

void VersionsDialog::arrange()
{
    const bool narrow = width() < fontMetrics().averageCharWidth() * 90;
    const Qt::Orientation orientation = narrow ? Qt::Vertical : Qt::Horizontal;
    const bool turned = m_ui->splitter->orientation() != orientation;
    m_ui->splitter->setOrientation(orientation);
    const int room = narrow ? m_ui->splitter->height() : m_ui->splitter->width();
    if (turned || !m_placed)
        m_ui->splitter->setSizes({room * 4 / 10, room * 6 / 10});
    m_placed = true;
}

void VersionsDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_placed)
        arrange();
}

void VersionsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!m_placed)
        arrange();
    m_ui->list->setFocus();
}

} // namespace Sendoff::Gui
