#include "lambda/messages.hpp"

#include <gtest/gtest.h>

namespace coworks::lambda {
namespace {

using namespace coworks::literals;

/// The example of "Using Lambda with Amazon SQS", with a FIFO queue's attributes.
Json const kBatch = R"({"Records": [
  {"messageId": "059f36b4", "receiptHandle": "AQEB", "body": "{\"sku\": 7}",
   "attributes": {"ApproximateReceiveCount": "3", "SentTimestamp": "1545082649183", "SenderId": "AID",
                  "ApproximateFirstReceiveTimestamp": "1545082649185", "MessageGroupId": "g", "MessageDeduplicationId": "d"},
   "messageAttributes": {"colour": {"stringValue": "red", "dataType": "String"},
                         "raw": {"binaryValue": "AP8=", "dataType": "Binary"}},
   "md5OfBody": "e4", "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:shop-dev-restock.fifo",
   "awsRegion": "us-east-2"},
  {"messageId": "2e1424d4", "body": 7, "eventSource": "aws:sqs", "attributes": {"ApproximateReceiveCount": "many"}}]})"_json;

TEST(QueueBatch, HasEachMessageWithWhatTheQueueKnows) {
    auto const batch = read_queue_batch(kBatch);
    EXPECT_EQ(batch.queue, "shop-dev-restock.fifo");
    EXPECT_TRUE(batch.is_fifo);
    ASSERT_EQ(batch.messages.size(), 2U);
    auto const& message = batch.messages[0];
    EXPECT_EQ(message.id, "059f36b4");
    EXPECT_EQ(message.body, "{\"sku\": 7}");
    EXPECT_EQ(message.receive_count, 3);
    EXPECT_EQ(message.group, "g");
    EXPECT_EQ(message.deduplication_id, "d");
    EXPECT_EQ(message.sent.time_since_epoch().count(), 1545082649183);
    EXPECT_EQ(message.attributes, Json::object({{"colour", "red"}, {"raw", "AP8="}}));
    EXPECT_EQ(batch.messages[1].body, "");
    EXPECT_EQ(batch.messages[1].receive_count, 1);
}

TEST(QueueBatch, AnswersWithTheMessagesThatFailed) {
    EXPECT_EQ(write_batch_answer({"a", "b"}).dump(),
              R"({"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]})");
    EXPECT_EQ(write_batch_answer({}).dump(), R"({"batchItemFailures":[]})");
}

TEST(BusEvent, IsReadPlainAndWrapped) {
    auto const plain = R"({"version": "0", "id": "17793124", "detail-type": "placed", "source": "shop.orders",
        "account": "123456789012", "time": "2026-03-01T08:30:00Z", "region": "us-west-1", "resources": [],
        "detail": {"order": 7}})"_json;
    auto const read = read_bus_event(plain);
    EXPECT_EQ(read.receiver, "");
    EXPECT_EQ(read.message.body, R"({"order":7})");
    EXPECT_EQ(read.message.type, "placed");
    EXPECT_EQ(read.message.sent.time_since_epoch().count(), 1772353800000);
    auto const wrapped = read_bus_event(Json::object({{"coworks", 1}, {"event", "placed"}, {"message", plain}}));
    EXPECT_EQ(wrapped.receiver, "placed");
    EXPECT_EQ(wrapped.message.source, "shop.orders");
}

TEST(Schedule, HasTheNameOfTheReceiverOrTheRule) {
    EXPECT_EQ(schedule_name(R"({"coworks": 1, "schedule": "nightly"})"_json), "nightly");
    EXPECT_EQ(schedule_name(R"({"resources": ["arn:aws:events:us-west-2:123456789012:rule/shop-dev-nightly"]})"_json),
              "shop-dev-nightly");
    EXPECT_EQ(
        schedule_name(R"({"resources": ["arn:aws:scheduler:us-west-2:123456789012:schedule/default/nightly"]})"_json),
        "nightly");
    EXPECT_EQ(schedule_name(R"({"resources": []})"_json), "");
}

TEST(Receiver, IsFoundByTheNameOfTheResource) {
    EXPECT_TRUE(is_named("shop-dev-restock", "restock"));
    EXPECT_TRUE(is_named("restock.fifo", "restock"));
    EXPECT_TRUE(is_named("shop-dev-restock-now", "restock_now"));
    EXPECT_FALSE(is_named("shop-dev-prestock", "restock"));
    EXPECT_FALSE(is_named("stock", "restock"));
    EXPECT_FALSE(is_named("restock", ""));
}

}  // namespace
}  // namespace coworks::lambda
