#pragma once

#include <coworks/tech.hpp>
#include <string>

/// The table "Names to routes", row by row.
class Names : public coworks::TechMicroservice {
public:
    std::string get();
    std::string get_content();
    std::string get_content_detail();
    std::string get_content_(int id);
    std::string get_content(int id, int part);
    void delete_();
    std::string getter();
    std::string get1();
    void on_orders(std::string text);

    void head_content();
    void post_content(coworks::Json content);
    void put_content(int id, coworks::Json content);
    void patch_content(int id, coworks::Json content);
    void delete_content(int id);
    void options_content();

    static std::string get_static();
    template <class T>
    std::string get_template(T value);
    std::string get_deleted() = delete;

protected:
    std::string get_protected();

private:
    std::string get_private();
};
