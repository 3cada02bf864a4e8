// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace Sendoff::Gui {

/// A heading and facts below it, a name and a value each, to be read, selected and copied. All plain text.
class FactTable : public QWidget
{
    Q_OBJECT
public:
    struct Fact
    {
        QString name;
        QString value;
        QString more; ///< below the value, quieter
        bool below = false; ///< the value stands below its name and has the whole width

        friend bool operator==(const Fact &, const Fact &) = default;
    };

    explicit FactTable(QWidget *parent = nullptr);

    /// Hides itself when there are no facts.
    void setFacts(const QString &heading, const QList<Fact> &facts, const QString &note = {});
    QList<Fact> facts() const { return m_facts; }
    QVBoxLayout *column() const { return m_column; }

protected:
    void changeEvent(QEvent *event) override;

private:
    QLabel *addValue(const QString &text);
    void colour();

    QVBoxLayout *m_column;
    QGridLayout *m_grid = nullptr;
    QWidget *m_inside = nullptr;
    QLabel *m_heading;
    QLabel *m_note;
    QList<Fact> m_facts;
    QList<QLabel *> m_loud;
    QList<QLabel *> m_quiet;
};

} // namespace Sendoff::Gui
