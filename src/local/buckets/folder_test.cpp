#include "local/buckets/folder.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

namespace coworks::local::buckets {
namespace {

namespace fs = std::filesystem;

class FolderTest : public ::testing::Test {
protected:
    ~FolderTest() override { fs::remove_all(all.parent_path()); }
    /// A file that somebody put there by hand.
    void lay(std::string const& name, std::string_view text) {
        fs::create_directories((all / name).parent_path());
        std::ofstream(all / name, std::ios::binary) << text;
    }
    std::string code(aws::Outcome<void> const& outcome) { return outcome ? "" : outcome.error().code; }
    std::vector<std::string> keys(std::string_view bucket, std::string_view prefix = "") {
        std::vector<std::string> found;
        auto const listed = folder.list(bucket, prefix);
        EXPECT_TRUE(listed);
        for (ObjectInfo const& object : listed.value_or(std::vector<ObjectInfo>()))
            found.push_back(object.key);
        return found;
    }

    static fs::path make() {
        std::string name = (fs::temp_directory_path() / "cws-buckets-XXXXXX").string();
        fs::path const made = fs::path(::mkdtemp(name.data())) / "buckets";
        fs::create_directories(made / "in");
        return made;
    }

    fs::path all = make();
    Folder folder{all};
};

TEST_F(FolderTest, gives_back_what_was_put_byte_for_byte) {
    std::string bytes = "a\r\n";
    bytes.push_back('\0');
    bytes += "\xff";
    ASSERT_TRUE(folder.put("in", "deep/er/file.bin", bytes));
    EXPECT_EQ(folder.get("in", "deep/er/file.bin").value(), bytes);
    auto const head = folder.head("in", "deep/er/file.bin").value();
    EXPECT_EQ(head.size, bytes.size());
    EXPECT_EQ(head.etag.size(), 34U);
    ASSERT_TRUE(folder.put("in", "deep/er/file.bin", ""));
    EXPECT_EQ(folder.head("in", "deep/er/file.bin").value().etag, "\"d41d8cd98f00b204e9800998ecf8427e\"");
}

TEST_F(FolderTest, leaves_objects_alone_whose_names_are_alike) {
    for (char const* const key : {"a.new", "a", "b.new/x", "b"})
        ASSERT_TRUE(folder.put("in", key, key)) << key;
    for (char const* const key : {"a.new", "a", "b.new/x", "b"})
        EXPECT_EQ(folder.get("in", key).value_or(""), key);
    EXPECT_EQ(keys("in").size(), 4U) << "nothing else lies there";
    EXPECT_EQ(folder.buckets().size(), 1U);
    EXPECT_EQ(folder.put("in", std::string(255, 'n'), "").has_value(), true);
    EXPECT_EQ(folder.put("in", std::string(256, 'n'), "").error().code, "InvalidArgument");
}

TEST_F(FolderTest, makes_no_bucket_for_an_object) {
    EXPECT_EQ(folder.put("no", "x", "").error().code, "NoSuchBucket");
    EXPECT_EQ(folder.put(".uploads", "x", "").error().code, "NoSuchBucket");
}

TEST_F(FolderTest, tells_a_missing_bucket_from_a_missing_key) {
    lay("in/x", "");
    EXPECT_EQ(folder.get("no", "x").error().code, "NoSuchBucket");
    EXPECT_EQ(folder.get("in", "y").error().code, "NoSuchKey");
    EXPECT_EQ(folder.get("in", "x/y").error().code, "NoSuchKey");
    EXPECT_EQ(folder.list("no", "").error().code, "NoSuchBucket");
}

TEST_F(FolderTest, lists_by_the_order_of_bytes) {
    for (char const* const key : {"b/2", "b/10", "a-b", "a/b", "B", "é"})
        ASSERT_TRUE(folder.put("in", key, key));
    EXPECT_EQ(keys("in"), (std::vector<std::string>{"B", "a-b", "a/b", "b/10", "b/2", "é"}));
    EXPECT_EQ(keys("in", "b/"), (std::vector<std::string>{"b/10", "b/2"}));
}

TEST_F(FolderTest, removes_an_object_and_the_folders_that_become_empty) {
    ASSERT_TRUE(folder.put("in", "a/b/c", "1"));
    ASSERT_TRUE(folder.put("in", "a/d", "1"));
    EXPECT_TRUE(folder.remove("in", "a/b/c"));
    EXPECT_FALSE(fs::exists(all / "in/a/b"));
    EXPECT_EQ(keys("in"), std::vector<std::string>{"a/d"});
    EXPECT_TRUE(folder.remove("in", "a/b/c")) << "it is no fault to remove what is not there";
    EXPECT_TRUE(folder.remove("in", "a/d"));
    EXPECT_TRUE(folder.has_bucket("in"));
}

TEST_F(FolderTest, makes_and_removes_buckets) {
    EXPECT_TRUE(folder.make_bucket("my-bucket.1"));
    EXPECT_TRUE(folder.has_bucket("my-bucket.1"));
    for (char const* const name : {"ab", "Upper", "-a-", "a..b", "a_b", "a/b", "", ".."})
        EXPECT_EQ(code(folder.make_bucket(name)), "InvalidBucketName") << name;
    ASSERT_TRUE(folder.put("my-bucket.1", "a/b", ""));
    EXPECT_EQ(code(folder.remove_bucket("my-bucket.1")), "BucketNotEmpty");
    EXPECT_TRUE(folder.remove("my-bucket.1", "a/b"));
    EXPECT_TRUE(folder.remove_bucket("my-bucket.1"));
    EXPECT_EQ(code(folder.remove_bucket("my-bucket.1")), "NoSuchBucket");
}

TEST_F(FolderTest, says_what_a_file_system_cannot_hold) {
    ASSERT_TRUE(folder.put("in", "a", "1"));
    ASSERT_TRUE(folder.put("in", "b/c", "1"));
    for (char const* const key : {"", "a/", "a//b", "./a", "a/./b", "x/../a", "/a", "..", ".", "b", "a/x"})
        EXPECT_FALSE(folder.put("in", key, "2")) << key;
    EXPECT_EQ(folder.get("in", "a").value(), "1");
    EXPECT_EQ(keys("in"), (std::vector<std::string>{"a", "b/c"}));
}

TEST_F(FolderTest, lists_links_by_their_own_names_and_none_that_leads_out) {
    lay("in/b/1.json", "1");
    lay("secret.json", "2");
    fs::create_symlink(all / "in/b/1.json", all / "in/a.json");
    fs::create_symlink(all / "secret.json", all / "in/out.json");
    EXPECT_EQ(keys("in"), (std::vector<std::string>{"a.json", "b/1.json"}));
}

TEST_F(FolderTest, lets_no_name_lead_out_of_its_bucket) {
    lay("in/x", "[1]");
    lay("../secret", "[2]");
    fs::create_symlink(all.parent_path() / "secret", all / "in/link");
    fs::create_directory_symlink(all.parent_path(), all / "linked");
    for (auto const& [bucket, key] : std::vector<std::pair<char const*, char const*>>{{"in", "../../secret"},
                                                                                      {"..", "secret"},
                                                                                      {"in/..", "../secret"},
                                                                                      {"in", "link"},
                                                                                      {"linked", "secret"},
                                                                                      {"in", "/etc/hostname"},
                                                                                      {".", "in/x"},
                                                                                      {"", "in/x"},
                                                                                      {"in", "a/../../in2/x"}}) {
        EXPECT_FALSE(folder.get(bucket, key)) << bucket << " " << key;
        EXPECT_FALSE(folder.put(bucket, key, "mine")) << bucket << " " << key;
    }
    std::ifstream in(all.parent_path() / "secret");
    std::string text;
    in >> text;
    EXPECT_EQ(text, "[2]");
}

}  // namespace
}  // namespace coworks::local::buckets
