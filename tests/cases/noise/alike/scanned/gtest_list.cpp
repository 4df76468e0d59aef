#include "gtest/gtest.h"

#include "routing/prefix.h"

using routing::Prefix;

class PrefixTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        net = Prefix::parse("10.20.0.0/16");
    }

    Prefix net;
};

TEST_F(PrefixTest, Parses)
{
    EXPECT_EQ(net.length(), 16);
    EXPECT_EQ(net.address(), 0x0a140000u);
    EXPECT_EQ(net.toString(), "10.20.0.0/16");
}

TEST_F(PrefixTest, Contains)
{
    EXPECT_TRUE(net.contains(Prefix::parse("10.20.3.0/24")));
    EXPECT_TRUE(net.contains(net));
    EXPECT_FALSE(net.contains(Prefix::parse("10.0.0.0/8")));
    EXPECT_FALSE(net.contains(Prefix::parse("10.21.0.0/16")));
}

TEST_F(PrefixTest, Rejects)
{
    EXPECT_THROW(Prefix::parse("10.20.0.0/33"), std::invalid_argument);
    EXPECT_THROW(Prefix::parse("ten"), std::invalid_argument);
    EXPECT_EQ(Prefix().length(), 0);
}

int main(int argc, char **argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
