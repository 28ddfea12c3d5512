using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

public sealed class PatternParserTests
{
    [Theory]
    [InlineData("(?=a)b")]
    [InlineData("a$")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("(a")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\p{IsGreek}")]
    public void Refuses_WhatRulesMayNotUse(string pattern) =>
        Should.Throw<NotSupportedException>(() => PatternParser.Parse(pattern));

    [Fact]
    public void Refuses_WhatUnrollsTooFar() =>
        Should.Throw<NotSupportedException>(() => new PatternProgram(PatternParser.Parse("(?:[a-z]{1,200}-){1,200}")));
}
