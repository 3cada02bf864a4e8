// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/errorcodes.h"
#include "support/faketransport.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;
using namespace Sendoff::Testing;

using Kind = ErrorKind;

class TestErrorCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    /// The pages of Graph and Exchange, read again by hand and not from the table.
    void everyDocumentedCodeIsUnderstood_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        const auto row = [](int status, const char *code, Kind kind) { QTest::newRow(code) << status << kind; };

        row(401, "InvalidAuthenticationToken", Kind::TokenRefused);
        row(401, "OrganizationFromTenantGuidNotFound", Kind::NoMailbox);
        row(401, "UnknownError", Kind::NoMailbox);
        row(403, "ErrorAccessDenied", Kind::PermissionMissing);
        row(403, "Authorization_RequestDenied", Kind::PermissionMissing);
        row(403, "ErrorSendAsDenied", Kind::SendAsDenied);
        row(403, "ErrorExceededMessageLimit", Kind::SendingLimit);
        row(403, "ErrorExceededHourlyMessageLimit", Kind::SendingLimit);
        row(403, "ErrorExceededMaxRecipientLimit", Kind::SendingLimit);
        row(403, "ErrorExceededMessageLimitShowTierUpgrade", Kind::SendingLimit);
        row(403, "ErrorSubmissionQuotaExceeded", Kind::SendingLimit);
        row(403, "ErrorAccountSuspend", Kind::AccountSuspended);
        row(403, "ErrorAccountSuspendShowTierUpgrade", Kind::AccountSuspended);
        row(403, "ErrorMessageBlocked", Kind::AccountSuspended);
        row(403, "ErrorMessageSubmissionBlocked", Kind::AccountSuspended);
        row(400, "ErrorInvalidRecipients", Kind::BadRecipients);
        row(400, "InvalidInternetMessageHeader", Kind::BadHeader);
        row(400, "ErrorMimeContentInvalidBase64String", Kind::BadRequest);
        row(400, "RequestBodyRead", Kind::BadRequest);
        row(400, "BadRequest", Kind::BadRequest);
        row(400, "ErrorInvalidRequest", Kind::BadRequest);
        row(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize", Kind::BadRequest);
        row(405, "ErrorAttachmentSessionIsSupportedOnlyForFileAttachments", Kind::BadRequest);
        row(400, "ErrorMessageSizeExceeded", Kind::MessageTooLarge);
        row(413, "RequestEntityTooLarge", Kind::MessageTooLarge);
        row(404, "MailboxNotEnabledForRESTAPI", Kind::NoMailbox);
        row(404, "MailboxNotSupportedForRESTAPI", Kind::NoMailbox);
        row(404, "ResourceNotFound", Kind::MailboxNotFound);
        row(404, "ErrorInvalidUser", Kind::MailboxNotFound);
        row(404, "ErrorNonExistentMailbox", Kind::MailboxNotFound);
        row(404, "Request_ResourceNotFound", Kind::MailboxNotFound);
        row(404, "ErrorItemNotFound", Kind::ItemNotFound);
        row(400, "ErrorIncorrectRoutingHint", Kind::NoMailbox);
        row(400, "ErrorQuotaExceeded", Kind::MailboxFull);
        row(429, "ApplicationThrottled", Kind::Throttled);
        row(429, "TooManyRequests", Kind::Throttled);
        row(429, "activityLimitReached", Kind::Throttled);
        row(429, "CommandConcurrencyLimitReached", Kind::Throttled);
        row(503, "ErrorServerBusy", Kind::ServiceBusy);
        row(503, "serviceNotAvailable", Kind::ServiceBusy);
        row(503, "ErrorMailboxStoreUnavailable", Kind::ServiceBusy);
        row(500, "ErrorInternalServerError", Kind::ServiceError);
        row(500, "ErrorInternalServerTransientError", Kind::ServiceError);
        row(504, "ErrorTimeoutExpired", Kind::ServiceError);
        row(400, "ErrorVirusDetected", Kind::AttachmentRefused);
    }
    void everyDocumentedCodeIsUnderstood()
    {
        QFETCH(int, status);
        const QByteArray code = QTest::currentDataTag();
        const GraphError error = classify(graphRefusal(status, code), {});
        QTEST(error.kind, "kind");
        QCOMPARE(error.code, QString::fromLatin1(code));
        QCOMPARE(error.status, status);
        QCOMPARE(error.kind, classify(graphRefusal(status, code.toUpper()), {}).kind);
    }

    void everyRowOfTheTableWorks()
    {
        QSet<QString> seen;
        for (const CodeRow &row : codeTable()) {
            const int status = row.status == 0 ? 418 : row.status;
            QCOMPARE(classify(graphRefusal(status, row.code), {}).kind, row.kind);
            const QString key = QString::fromLatin1(row.code).toLower() + QString::number(row.status);
            QVERIFY2(!seen.contains(key), row.code);
            seen.insert(key);
        }
    }

    void oneWordCanMeanTwoThings()
    {
        QCOMPARE(classify(graphRefusal(401, "UnknownError"), {}).kind, Kind::NoMailbox);
        QCOMPARE(classify(graphRefusal(500, "UnknownError"), {}).kind, Kind::ServiceError);
        QCOMPARE(classify(graphRefusal(504, "UnknownError"), {}).kind, Kind::ServiceError);
        QCOMPARE(classify(graphRefusal(403, "UnknownError"), {}).kind, Kind::PermissionMissing);
        QCOMPARE(kindOfCode(u"UnknownError", 403), std::nullopt);
    }

    void anUnknownCodeFallsBackToTheStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        const auto row = [](int status, Kind kind) { QTest::addRow("%d", status) << status << kind; };
        row(400, Kind::BadRequest);
        row(401, Kind::TokenRefused);
        row(402, Kind::Unknown);
        row(403, Kind::PermissionMissing);
        row(404, Kind::ItemNotFound);
        row(405, Kind::BadRequest);
        row(406, Kind::BadRequest);
        row(407, Kind::ProxyTrouble);
        row(408, Kind::TimedOut);
        row(409, Kind::Unknown);
        row(410, Kind::ItemNotFound);
        row(411, Kind::BadRequest);
        row(412, Kind::BadRequest);
        row(413, Kind::MessageTooLarge);
        row(415, Kind::BadRequest);
        row(416, Kind::BadRequest);
        row(418, Kind::Unknown);
        row(422, Kind::BadRequest);
        row(423, Kind::Unknown);
        row(429, Kind::Throttled);
        row(499, Kind::Unknown);
        row(500, Kind::ServiceError);
        row(501, Kind::ServiceError);
        row(502, Kind::ServiceError);
        row(503, Kind::ServiceBusy);
        row(504, Kind::ServiceError);
        row(507, Kind::MailboxFull);
        row(509, Kind::ServiceError);
        row(511, Kind::Interfered);
        row(599, Kind::ServiceError);
        row(101, Kind::Interfered);
        row(200, Kind::Interfered);
        row(201, Kind::Interfered);
        row(204, Kind::Interfered);
        row(302, Kind::Interfered);
        row(600, Kind::Interfered);
        row(999, Kind::Interfered);
    }
    void anUnknownCodeFallsBackToTheStatus()
    {
        QFETCH(int, status);
        const GraphError error = classify(graphRefusal(status, "neverHeardOf"), {});
        QTEST(error.kind, "kind");
        QTEST(classify(answered(status, {}, {{"request-id", "x"}}), {}).kind, "kind");
        if (status >= 400 && status < 600)
            QCOMPARE(error.code, u"neverHeardOf"_s);
    }
};

QTEST_APPLESS_MAIN(TestErrorCodes)
#include "tst_errorcodes.moc"
