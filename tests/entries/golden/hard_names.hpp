#pragma once

#include <coworks/tech.hpp>
#include <string>
#include <vector>

// Names that the framework has as well, in namespaces of its own.

namespace detail {
enum class Kind { read, write };
}  // namespace detail

struct Member {
    std::string name;
    detail::Kind kind = detail::Kind::read;
};

struct Structure {
    std::vector<Member> members;
};

struct Response {
    Structure structure;
};

class Call : public coworks::TechMicroservice {
public:
    Response get_call(Member call = {"call"}, std::string self = "self", detail::Kind owner = detail::Kind::write);
    Response post_call(Structure Call, int coworks = 1);
    Member get_std(std::string std);
};
