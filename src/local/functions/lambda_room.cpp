#include "local/functions/lambda_room.hpp"

#include "aws/arn.hpp"

namespace coworks::local::functions {

namespace {

constexpr std::string_view kPaths = "/2015-03-31/functions";

}  // namespace

Result<std::unique_ptr<LambdaRoom>> LambdaRoom::open(emulator::Surroundings const& around, FunctionsRoom& functions,
                                                     LogReader const& reader) {
    auto data = emulator::Data::open(around.loop, around.file("functions.db"));
    if (!data) return tl::unexpected(data.error());
    Made made{
        .data = *std::move(data), .timers = std::make_unique<emulator::LoopTimers>(around.loop), .events = nullptr};
    auto events = EventCalls::open({.data = *made.data,
                                    .timers = *made.timers,
                                    .clock = around.clock,
                                    .functions = functions,
                                    .logs = around.logs});
    if (!events) return tl::unexpected(events.error());
    made.events = *std::move(events);
    made.data->begin();
    functions.read_logs(reader);
    api::Parts const parts{
        .functions = functions, .events = *made.events, .random = around.random, .place = around.place};
    return std::unique_ptr<LambdaRoom>(new LambdaRoom(std::move(made), parts));
}

LambdaRoom::LambdaRoom(Made made, api::Parts parts)
    : ServiceRoom(aws::model::service("lambda"), parts.random,
                  [this](std::string_view operation) { return api::operations().find(parts_, operation); }),
      made_(std::move(made)),
      parts_(std::move(parts)) {}

void LambdaRoom::begin() {
    made_.events->begin();
    ServiceRoom::begin();
}

bool LambdaRoom::takes(net::HttpRequest const& request) const {
    std::string_view const target = request.target();
    return target.starts_with(kPaths) || ServiceRoom::takes(request);
}

bool LambdaRoom::has_target(std::string_view arn) const {
    return parts_.functions.has(aws::parse_function_name(arn).name);
}

void LambdaRoom::deliver(Delivery delivery, std::function<void(aws::Outcome<void>)> done) {
    FunctionSpec const* const spec = parts_.functions.find(aws::parse_function_name(delivery.arn).name);
    if (spec == nullptr) return done(aws::refuse("ResourceNotFoundException", "Function not found: " + delivery.arn));
    if (delivery.request_id.empty()) delivery.request_id = parts_.random.uuid();
    parts_.events.put({.function = spec->service,
                       .event = std::move(delivery.input),
                       .client_context = std::move(delivery.client_context),
                       .trace_id = std::move(delivery.trace_id),
                       .request_id = std::move(delivery.request_id)},
                      [done = std::move(done)](Result<void> const& stored) {
                          if (!stored) return done(tl::unexpected(emulator::internal(stored.error())));
                          done({});
                      });
}

}  // namespace coworks::local::functions
