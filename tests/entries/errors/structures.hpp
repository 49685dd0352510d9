#pragma once

#include <coworks/tech.hpp>
#include <set>
#include <string>
#include <vector>

struct Forward;

class NoDefault {
public:
    explicit NoDefault(int value);
    friend coworks::Json to_json(NoDefault const& value);
    friend NoDefault from_json(coworks::Json const& json);
};

struct Members {
    int const fixed;
    std::string& reference;
    int* pointer;
    int bits : 3;
    int array[3];
    std::set<int> set;
    char letter;
    NoDefault none;
    coworks::File file;
    struct {
        int x;
    } unnamed;
};

struct WithConstructor {
    WithConstructor(int value);
    int value;
};

struct WithDefaulted {
    WithDefaulted() = default;
    int value;
};

class WithPrivate {
    int value_;
};

struct WithVirtual {
    virtual int area();
    int value;
};

struct Plain {
    int value;
};

struct WithPrivateBase : private Plain {
    int other;
};

struct WithRefusedBase : WithPrivate {
    int other;
};

struct SameName : Plain {
    std::string value;
};

union Union {
    int a;
    float b;
};

struct WithUnion {
    union {
        int a;
        float b;
    };
};

template <class T>
struct WithBase : Plain {
    T more;
};

namespace {
struct Unnamed {
    int value;
};
enum class UnnamedEnum { a, b };
}  // namespace

/// What can't be made empty and then filled member by member is refused by name.
class Structures : public coworks::TechMicroservice {
public:
    void post_forward(Forward const& value);
    void post_members(Members value);
    void post_constructor(WithConstructor value);
    void post_defaulted(WithDefaulted value);
    void post_private(WithPrivate value);
    void post_virtual(WithVirtual value);
    void post_private_base(WithPrivateBase value);
    void post_refused_base(WithRefusedBase value);
    void post_same_name(SameName value);
    void post_union(Union value);
    void post_with_union(WithUnion value);
    void post_template_base(WithBase<int> value);
    void post_no_default(NoDefault value);
    std::vector<WithConstructor> get_again();
    void post_unnamed(Unnamed value);
    void get_unnamed(UnnamedEnum value);
};
