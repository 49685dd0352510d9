#pragma once

/// An entry's call as the dispatcher makes it: finds each argument where the interface says, keeps the result.

#include <coworks/detail/binding.hpp>
#include <coworks/errors.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interface/model.hpp"
#include "tech/body.hpp"

namespace coworks::tech {

/// What the entry gave back.
struct Result {
    enum class Kind : unsigned char { nothing, absent, text, json, bytes, response };

    Kind kind = Kind::nothing;
    int status = 0;  ///< of a std::pair; 0 is the kind's own
    std::string text{};
    Json json{};
    Bytes bytes{};
    Response response{};
};

/// Where arguments may stand.
struct Sources {
    std::map<std::string, std::string> path{};  ///< decoded segments by parameter
    std::map<std::string, std::vector<std::string>> query{};
    Body body{};
    Json const* direct = nullptr;  ///< of a direct call: all arguments, by name
};

/// Where a fault of a request stands, for people and for programs.
struct BindingFault {
    std::string text;     ///< "query parameter 'limit': expected an integer …"
    std::string detail;   ///< what is wrong, without the place
    std::string_view in;  ///< "path", "query" or "body"
    std::string name;     ///< of the path's or query's parameter
    std::string pointer;  ///< RFC 6901, into the body
};

/// Everything about a request that does not bind. To a service's handle_exception it is a BadRequest like any other.
class BindingError final : public BadRequest {
public:
    /// `count` counts those that were not kept, too.
    BindingError(std::vector<BindingFault> faults, std::size_t count);
    std::vector<BindingFault> const& faults() const noexcept { return faults_; }

private:
    std::vector<BindingFault> faults_;
};

/// Throws HttpError 415 for a body of a kind that the entry can't take, and in check() a BindingError.
class BoundCall final : public detail::Call {
public:
    BoundCall(interface::Entry const& entry, Request const& request, Context const& context, Message const& message,
              Sources sources);

    /// Nothing may be there that no parameter takes; check() tells of it.
    void check_unknown();
    Result& result() noexcept { return result_; }

    Request const& request() override { return request_; }
    Context const& context() override { return context_; }
    Message const& message() override { return message_; }
    Params rest(std::size_t parameter) override;
    void check() override;
    void give_nothing() override { result_.kind = Result::Kind::nothing; }

protected:
    std::optional<detail::Input> find(std::size_t parameter) override;
    void missing(std::size_t parameter) override;
    void refuse(std::size_t parameter, detail::Faults const& faults) override;
    void give_text(std::string text) override;
    void give_bytes(Bytes bytes) override;
    void give_json(Json json) override;
    void give_response(Response response) override;
    void give_absent() override { result_.kind = Result::Kind::absent; }
    void give_status(int status) override { result_.status = status; }

private:
    using Names = std::set<std::string, std::less<>>;

    std::optional<detail::Input> find_query(std::string const& name) const;
    std::optional<detail::Input> find_member(interface::Parameter const& parameter) const;
    std::optional<detail::Input> find_body(interface::Parameter const& parameter) const;
    std::optional<detail::Input> find_part(std::string const& name) const;
    /// Whether the whole body may stand for this parameter: it is the only one that comes from a member.
    bool is_only_member() const;
    Names taken_names() const;
    void add(BindingFault fault);
    void add_fault(interface::Parameter const& parameter, detail::Fault const& fault);
    void check_name(Names const& taken, std::string_view name, std::string_view what);
    bool has_body_parameter() const;

    interface::Entry const& entry_;
    Request const& request_;
    Context const& context_;
    Message const& message_;
    Sources sources_;
    Result result_;
    std::vector<BindingFault> faults_;
    std::size_t fault_count_ = 0;
};

}  // namespace coworks::tech
