#pragma once

#include <coworks/tech.hpp>

template <class T>
class Repository {
public:
    T get_items();
};

class TemplateBase : public coworks::TechMicroservice, public Repository<int> {};
