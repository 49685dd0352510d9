#pragma once

/// An entry's call as the dispatcher makes it: finds each argument where the interface says, keeps the result.

#include <coworks/detail/binding.hpp>
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

/// Throws HttpError 400 (and 415) for what does not bind.
class BoundCall final : public detail::Call {
public:
    BoundCall(interface::Entry const& entry, Request const& request, Context const& context, Message const& message,
              Sources sources);

    /// Nothing may be there that no parameter takes.
    void check_unknown() const;
    Result& result() noexcept { return result_; }

    Request const& request() override { return request_; }
    Context const& context() override { return context_; }
    Message const& message() override { return message_; }
    Params rest(std::size_t parameter) override;
    void give_nothing() override { result_.kind = Result::Kind::nothing; }

protected:
    std::optional<detail::Input> find(std::size_t parameter) override;
    [[noreturn]] void missing(std::size_t parameter) override;
    [[noreturn]] void refuse(std::size_t parameter, detail::Fault const& fault) override;
    void give_text(std::string text) override;
    void give_bytes(Bytes bytes) override;
    void give_json(Json json) override;
    void give_response(Response response) override;
    void give_absent() override { result_.kind = Result::Kind::absent; }
    void give_status(int status) override { result_.status = status; }

private:
    std::optional<detail::Input> find_query(std::string const& name) const;
    std::optional<detail::Input> find_member(interface::Parameter const& parameter) const;
    std::optional<detail::Input> find_body(interface::Parameter const& parameter) const;
    std::optional<detail::Input> find_part(std::string const& name) const;
    /// Whether the whole body may stand for this parameter: it is the only one that comes from a member.
    bool is_only_member() const;
    std::set<std::string, std::less<>> taken_names() const;
    void check_name(std::string_view name, std::string_view where) const;
    bool has_body_parameter() const;

    interface::Entry const& entry_;
    Request const& request_;
    Context const& context_;
    Message const& message_;
    Sources sources_;
    Result result_;
};

}  // namespace coworks::tech
