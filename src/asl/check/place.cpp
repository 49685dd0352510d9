#include "asl/check/place.hpp"

#include "json/positions.hpp"

namespace coworks::asl::checking {

Place Place::member(std::string_view name) const {
    return {.location = location + '/' + std::string(name), .pointer = pointer_to(pointer, name)};
}

Place Place::item(std::size_t index) const {
    return {.location = location + '[' + std::to_string(index) + ']', .pointer = pointer_to(pointer, index)};
}

std::string location_of(std::string_view pointer) {
    std::string location;
    bool index = false;  // the next segment
    bool name = false;   // it is a state's
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string segment(pointer.substr(0, pointer.find('/')));
        pointer.remove_prefix(segment.size());
        for (auto const& [escaped, plain] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
            for (auto at = segment.find(escaped); at != std::string::npos; at = segment.find(escaped, at + 1))
                segment.replace(at, 2, plain);
        }
        location += index ? "[" + segment + "]" : "/" + segment;
        index = !name && segment == "Branches";
        name = !name && segment == "States";
    }
    return location;
}

}  // namespace coworks::asl::checking
