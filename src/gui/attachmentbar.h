// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/attachment.h"
#include "outbox/uploadprogress.h"

#include <QList>
#include <QScrollArea>

namespace Sendoff::Gui {

class AttachmentCard;

/// The attachments as cards, and how much of what one mail may hold they take. There only while there are any.
class AttachmentBar : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentBar(QWidget *parent = nullptr);

    void setAttachments(const QList<Attachment> &attachments);
    void setReadOnly(bool readOnly);
    /// While the files go up by themselves; a default value: not any more.
    void setProgress(const Outbox::UploadProgress &progress);
    void setSizeInfo(qint64 requestBytes, qint64 limit);
    QList<AttachmentCard *> cards() const { return m_cards; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void arrange();
    int footHeight() const;
    void addCard(const Attachment &attachment);
    void step(AttachmentCard *from, int by);

    QScrollArea *m_scroll;
    QWidget *m_table;
    QList<AttachmentCard *> m_cards;
    qint64 m_total = 0; ///< raw octets
    qint64 m_requestBytes = 0;
    qint64 m_limit = 0;
    int m_rows = 1;
    bool m_readOnly = false;
};

} // namespace Sendoff::Gui
