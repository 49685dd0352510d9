#include "asl/size.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace coworks::asl {
namespace {

std::size_t text_size(std::string_view text) {
    std::size_t size = text.size() + 2;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f') {
            size += 1;
        } else if (byte < 0x20) {
            size += 5;
        }
    }
    return size;
}

std::size_t integer_size(Json const& value) {
    std::size_t digits = 1;
    std::uint64_t rest = 0;
    if (value.kind() == Json::Kind::unsigned_integer) {
        rest = value.as_uint64();
    } else {
        std::int64_t const number = value.as_int64();
        rest = number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
        if (number < 0) ++digits;
    }
    for (; rest > 9; rest /= 10)
        ++digits;
    return digits;
}

/// An array or object that is being walked, what is left of it, and the size before it.
struct Level {
    std::span<Json const> items;
    std::span<Json::Member const> members;
    Json const* whole;
    std::size_t before;
};

}  // namespace

std::size_t KnownSizes::find(Json const& value) {
    auto const found = std::ranges::find_if(entries_, [&](Entry const& entry) { return entry.value.same_as(value); });
    if (found == entries_.end()) return 0;
    std::size_t const size = found->size;
    std::rotate(entries_.begin(), found, found + 1);
    return size;
}

void KnownSizes::remember(Json const& value, std::size_t size) {
    if (size < kSmall) return;
    if (entries_.size() == kMost) entries_.pop_back();
    entries_.insert(entries_.begin(), Entry{value, size});
}

std::size_t json_size(Json const& value, std::size_t limit, KnownSizes* known) {
    std::size_t size = 0;
    std::vector<Level> open;
    auto const visit = [&](Json const& part) {
        switch (part.kind()) {
            case Json::Kind::null:
                size += 4;
                return;
            case Json::Kind::boolean:
                size += part.as_bool() ? 4 : 5;
                return;
            case Json::Kind::integer:
            case Json::Kind::unsigned_integer:
                size += integer_size(part);
                return;
            case Json::Kind::real:
                size += part.dump().size();
                return;
            case Json::Kind::string:
                size += text_size(part.as_string());
                return;
            case Json::Kind::array:
            case Json::Kind::object:
                break;
        }
        if (std::size_t const found = known != nullptr ? known->find(part) : 0; found > 0) {
            size += found;
            return;
        }
        std::size_t const before = size;
        // Brackets and the commas between; the parts follow.
        size += 2 + (part.empty() ? 0 : part.size() - 1);
        if (part.is_array()) {
            open.push_back({.items = part.items(), .members = {}, .whole = &part, .before = before});
        } else {
            open.push_back({.items = {}, .members = part.members(), .whole = &part, .before = before});
        }
    };
    visit(value);
    while (!open.empty() && size <= limit) {
        Level& level = open.back();
        if (!level.items.empty()) {
            Json const& part = level.items.front();
            level.items = level.items.subspan(1);
            visit(part);
        } else if (!level.members.empty()) {
            Json::Member const& member = level.members.front();
            level.members = level.members.subspan(1);
            size += text_size(member.name()) + 1;
            visit(member.value);
        } else {
            if (known != nullptr) known->remember(*level.whole, size - level.before);
            open.pop_back();
        }
    }
    return size;
}

}  // namespace coworks::asl
