#include <coworks/tech.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

struct Order {
    std::string item;
    int amount = 1;
};

/// Keeps counters by name.
class Counters : public coworks::TechMicroservice {
public:
    struct Counter {
        std::string name;
        int value = 0;  ///< current count
    };

    /// Says what this service is for.
    std::string get(std::string usage = "test") const;       // GET    /?usage=me

    std::vector<Counter> get_counters(int limit = 20);       // GET    /counters?limit=5
    Counter get_counters(std::string name);                  // GET    /counters/{name}
    Counter put_counters(std::string name, int value = 0);   // PUT    /counters/{name}   {"value": 3}
    Counter post_counters(Counter counter);                  // POST   /counters          the body is the Counter
    void delete_counters(std::string name);                  // DELETE /counters/{name}   204

    void on_restock(Order order);                            // a message of the queue `restock`

    coworks::Access token_authorizer(std::string_view token) override;

private:
    std::map<std::string, int> values_;
};
