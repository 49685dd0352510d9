#pragma once

#include <coworks/tech.hpp>

class Base : public coworks::TechMicroservice {};
class First : public Base {};
class Second : public Base {};
