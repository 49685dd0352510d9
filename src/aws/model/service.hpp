#pragma once

/// What is known of AWS' services, from their own models: operations, the shapes of requests and answers, errors. Read
/// once for each service, on first use; immutable afterwards, so any thread may read.

#include <coworks/json.hpp>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "aws/fault.hpp"

namespace coworks::aws::model {

enum class Protocol { json, query, rest_json, rest_xml };

struct Operation {
    std::string name;              ///< "StartExecution"
    Json const* input = nullptr;   ///< its shape; nullptr: the operation takes nothing, or nobody here reads it
    Json const* output = nullptr;  ///< likewise
    // Of REST protocols:
    std::string method{};  ///< "GET"
    std::string uri{};     ///< "/2015-03-31/functions/{FunctionName}"; "{Key+}" takes slashes too
    unsigned status = 200;
    /// [place, name] of the headers ("h") and query fields ("q") that it can't be without; null: none.
    Json must{};
};

/// A shape is a JSON object, as tools/aws_model.py says at its head.
class Service {
public:
    explicit Service(std::string_view name, std::string_view text);

    std::string const& name() const noexcept { return name_; }        ///< "sfn", as Tasks say it
    std::string const& sdk() const noexcept { return sdk_; }          ///< "Sfn", as the Java SDK says it
    std::string const& signing() const noexcept { return signing_; }  ///< of a signature's scope: "states"
    std::string const& target() const noexcept { return target_; }    ///< of X-Amz-Target; JSON alone
    Json const& about() const noexcept { return about_; }
    Protocol protocol() const noexcept { return protocol_; }

    /// The operation of that name; nullptr. Names are the API's ("StartExecution").
    Operation const* find(std::string_view operation) const;
    /// As a Task writes it ("startExecution").
    Operation const* find_action(std::string_view action) const;
    std::map<std::string, Operation, std::less<>> const& operations() const noexcept { return operations_; }

    /// The shape that a member, an item or a value of a shape refers to.
    Json const& shape(Json const& number) const { return shapes_[static_cast<std::size_t>(number.as_int64())]; }

    /// {status, text, code} of an error of the model; null for another.
    Json const& error(std::string_view code) const { return errors_[code]; }
    /// The HTTP status that a fault is answered with.
    unsigned status(Fault const& fault) const;

private:
    std::string name_;
    std::string sdk_;
    std::string signing_;
    std::string target_;
    Json whole_;
    Json const& about_;
    Json const& shapes_;
    Json const& errors_;
    Protocol protocol_ = Protocol::json;
    std::map<std::string, Operation, std::less<>> operations_;
};

/// The service that Tasks call "aws-sdk:NAME:…"; nullptr for one that is not known here.
Service const* find_service(std::string_view name);
/// One that is known to be there.
Service const& service(std::string_view name);

}  // namespace coworks::aws::model
