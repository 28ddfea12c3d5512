using System.Text.Json;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Tests.Tools;

public sealed class CompiledArgumentsTests
{
    [Theory]
    [InlineData("""{"code":"AB-12"}""", true)]
    [InlineData("""{"code":"nope"}""", false)]
    [InlineData("""{"code":7}""", false)]
    [InlineData("""{"list":["AB-12","AB-13"]}""", true)]
    [InlineData("""{"list":["AB-12","x"]}""", false)]
    [InlineData("""{"pattern":"short"}""", true)]
    [InlineData("""{"pattern":"too long for it"}""", false)]
    [InlineData("""{"both":"AB-12"}""", true)]
    [InlineData("""{"both":"AB-123456"}""", false)]
    public void Judges_PatternsWhereverTheyStand(string arguments, bool satisfied)
    {
        var schema = JsonElement.Parse("""
            {
              "type": "object",
              "properties": {
                "code": { "type": "string", "pattern": "^[A-Z]{2}-[0-9]+$" },
                "list": { "type": "array", "items": { "type": "string", "pattern": "^[A-Z]{2}-[0-9]+$" } },
                "both": { "type": "string", "allOf": [{ "maxLength": 6 }], "pattern": "^[A-Z]{2}-[0-9]+$" },
                "pattern": { "type": "string", "maxLength": 6 }
              }
            }
            """);

        CompiledArguments.Compile(schema).Satisfies(arguments).ShouldBe(satisfied);
    }

    [Fact]
    public void Runs_PatternsInLinearTime()
    {
        // A backtracking engine would need two to the power of fifty thousand steps.
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string","pattern":"^(a+)+$"}}}""");

        CompiledArguments.Compile(schema).Satisfies($$"""{"a":"{{new string('a', 50_000)}}!"}""").ShouldBeFalse();
    }
}
