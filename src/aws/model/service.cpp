#include "aws/model/service.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "aws/model/data/data.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::model {

namespace {

std::string joined(std::span<std::string_view const> pieces) {
    std::string text;
    for (std::string_view const piece : pieces)
        text += piece;
    return text;
}

Protocol protocol_of(std::string_view name) {
    if (name == "query") return Protocol::query;
    if (name == "rest-json") return Protocol::rest_json;
    if (name == "rest-xml") return Protocol::rest_xml;
    return Protocol::json;
}

}  // namespace

Service::Service(std::string_view name, std::string_view text)
    : name_(name),
      whole_(Json::parse(text)),
      about_(whole_["service"]),
      shapes_(whole_["shapes"]),
      errors_(whole_["errors"]),
      protocol_(protocol_of(about_["protocol"].as_string())) {
    sdk_ = text_of(about_["sdk"]);
    signing_ = text_of(about_["signing"]);
    target_ = text_of(about_["target"]);
    auto const shape_of = [&](Json const& number) { return number.is_null() ? nullptr : &shape(number); };
    for (auto const& member : whole_["operations"].members()) {
        Json const& row = member.value;
        Operation made{
            .name = std::string(member.name()), .input = shape_of(row["in"]), .output = shape_of(row["out"])};
        if (Json const& http = row["http"]; http.is_array()) {
            made.method = http[0].as_string();
            made.uri = http[1].as_string();
            made.status = static_cast<unsigned>(http[2].as_uint64());
            made.must = row["must"];
        }
        operations_.emplace(made.name, std::move(made));
    }
}

Operation const* Service::find(std::string_view operation) const {
    auto const found = operations_.find(operation);
    return found == operations_.end() ? nullptr : &found->second;
}

Operation const* Service::find_action(std::string_view action) const {
    if (action.empty() || action.front() < 'a' || action.front() > 'z') return nullptr;
    std::string name(action);
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return find(name);
}

unsigned Service::status(Fault const& fault) const {
    if (fault.status != 0) return fault.status;
    if (Json const& known = error(fault.code); known.is_object() && known["status"].is_integer())
        return static_cast<unsigned>(known["status"].as_uint64());
    return fault.side == Fault::Side::receiver ? 500 : 400;
}

Service const* find_service(std::string_view name) {
    struct Read {
        Data data{};
        std::once_flag once{};
        std::unique_ptr<Service> service{};
    };
    // Most programs need one or two of them.
    static std::map<std::string_view, Read> all = [] {
        std::map<std::string_view, Read> made;
        for (Data const& data : service_data())
            made.try_emplace(data.name).first->second.data = data;
        return made;
    }();
    auto const found = all.find(name);
    if (found == all.end()) return nullptr;
    Read& read = found->second;
    std::call_once(read.once, [&] { read.service = std::make_unique<Service>(name, joined(read.data.text())); });
    return read.service.get();
}

Service const& service(std::string_view name) {
    Service const* const found = find_service(name);
    if (found == nullptr) throw std::logic_error("no model of the service " + std::string(name));
    return *found;
}

}  // namespace coworks::aws::model
