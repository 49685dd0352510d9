#pragma once

#include <coworks/tech.hpp>

enum class Empty {};
enum class Opaque : int;

class Enums : public coworks::TechMicroservice {
public:
    enum { first, second } unnamed_;

    void get_empty(Empty value);
    void get_opaque(Opaque value);
    void get_unnamed(decltype(unnamed_) value);
};
