#include "messages.hpp"
on_restock