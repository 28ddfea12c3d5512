using System.Text.Json;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Tests.Tools;

/// <summary>Every keyword that a tool's schema may use, by the validation specification of draft-07.</summary>
public sealed class SchemaConformanceTests
{
    public static TheoryData<string, string, bool> Cases { get; } = Make();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides_AsTheSpecificationSays(string schema, string value, bool satisfied)
    {
        // Arguments are objects: each case is the schema of a property, and of an item of an array in it.
        var compiled = CompiledArguments.Compile(JsonElement.Parse($$$"""{"properties":{"v":{{{schema}}}}}"""));
        compiled.Satisfies($$"""{"v":{{value}}}""").ShouldBe(satisfied);
        var nested = CompiledArguments.Compile(JsonElement.Parse($$$$$"""{"properties":{"l":{"items":{"anyOf":[{{{{{schema}}}}}]}}}}"""));
        nested.Satisfies($$"""{"l":[{{value}}]}""").ShouldBe(satisfied);
        if (!satisfied)
        {
            compiled.Explain(JsonElement.Parse($$"""{"v":{{value}}}""")).ShouldNotBeEmpty();
        }
    }

    private static TheoryData<string, string, bool> Make()
    {
        var data = new TheoryData<string, string, bool>();

        // A keyword, values that satisfy it, values that do not. A keyword about one type accepts every other type.
        Add("""{"type":"integer"}""", ["1", "-3", "1.0", "1e3", "0"], ["1.5", "\"1\"", "true", "null", "[]", "{}"]);
        Add("""{"type":"number"}""", ["1", "1.5", "1e400"], ["\"1\"", "false", "null"]);
        Add("""{"type":"string"}""", ["\"\"", "\"1\""], ["1", "true", "null", "[]"]);
        Add("""{"type":"boolean"}""", ["true", "false"], ["0", "1", "\"true\"", "\"\"", "null"]);
        Add("""{"type":"null"}""", ["null"], ["0", "\"\"", "false", "{}"]);
        Add("""{"type":"object"}""", ["{}"], ["[]", "\"{}\""]);
        Add("""{"type":"array"}""", ["[]"], ["{}", "\"[]\""]);
        Add("""{"enum":[1]}""", ["1", "1.0", "1e0"], ["\"1\"", "true", "2", "[1]"]);
        Add("""{"enum":[true]}""", ["true"], ["\"True\"", "\"true\"", "1", "false"]);
        Add("""{"enum":[false]}""", ["false"], ["0", "\"\"", "null", "\"False\""]);
        Add("""{"enum":[0]}""", ["0", "0.0", "-0"], ["false", "\"0\"", "null"]);
        Add("""{"enum":[null]}""", ["null"], ["0", "\"null\"", "\"\""]);
        Add("""{"enum":[[false]]}""", ["[false]"], ["[0]", "[]", "false"]);
        Add("""{"enum":[{"a":1,"b":[2]}]}""", ["""{"b":[2.0],"a":1}"""], ["""{"a":1}""", """{"a":true,"b":[2]}"""]);
        Add("""{"enum":["a"]}""", ["\"a\"", "\"\\u0061\""], ["\"A\"", "\"a \"", "\"a\\n\""]);
        Add("""{"enum":[9007199254740993]}""", ["9007199254740993"], ["9007199254740992"]);
        Add("""{"maximum":100}""", ["100", "99.999", "\"900\"", "-1e400"], ["100.0000001", "900", "1e400", "99999999999999999999999999999999"]);
        Add("""{"minimum":1.1}""", ["1.1", "2", "\"0\""], ["0.6", "-5"]);
        Add("""{"exclusiveMaximum":3}""", ["2.2"], ["3", "3.0", "3.5"]);
        Add("""{"exclusiveMinimum":0}""", ["0.01"], ["0", "-0", "-1"]);
        Add("""{"multipleOf":0.01}""", ["0.07", "4.35", "100", "0", "\"4.355\""], ["4.355", "0.001"]);
        Add("""{"multipleOf":2}""", ["4", "0", "-6"], ["7", "1.5"]);
        Add("""{"maxLength":2}""", ["\"ab\"", "\"\\ud83d\\ude00\\ud83d\\ude00\"", "1234"], ["\"abc\"", "\"e\\u0301\\u0301\""]);
        Add("""{"minLength":2}""", ["\"ab\"", "\"e\\u0301\"", "1"], ["\"a\"", "\"\\ud83d\\ude00\"", "\"\""]);
        Add("""{"maxLength":0}""", ["\"\""], ["\"a\""]);
        Add("""{"pattern":"^a*$"}""", ["\"aaa\"", "\"\"", "7", "null"], ["\"abc\"", "\"a\\n\"", "\"a\\r\\n\""]);
        Add("""{"pattern":"^\\d+$"}""", ["\"12\""], ["\"\\u0661\\u0662\"", "\"12\\n\"", "\"\""]);
        Add("""{"pattern":"^[\\d.]+$"}""", ["\"1.2\""], ["\"\\u0661\""]);
        Add("""{"pattern":"^\\w$"}""", ["\"_\""], ["\"\\u00e9\"", "\"-\""]);
        Add("""{"pattern":"^\\W$"}""", ["\"\\u00e9\""], ["\"a\""]);
        Add("""{"pattern":"^\\s$"}""", ["\"\\u00a0\"", "\"\\ufeff\"", "\" \""], ["\"\\u200b\"", "\"x\""]);
        Add("""{"pattern":"^.$"}""", ["\"a\""], ["\"\\n\"", "\"\\u2028\""]);
        Add("""{"pattern":"a"}""", ["\"xay\""], ["\"xy\""]);
        Add("""{"maxItems":0}""", ["[]", "{}", "\"ab\""], ["[1]"]);
        Add("""{"maxItems":1}""", ["[1]"], ["[1,2]"]);
        Add("""{"minItems":1}""", ["[1]", "\"\""], ["[]"]);
        Add("""{"maxProperties":0}""", ["{}", "[1]"], ["""{"a":1}"""]);
        Add("""{"minProperties":1}""", ["""{"a":1}""", "[]"], ["{}"]);
        Add("""{"uniqueItems":true}""", ["[1,2]", "[1,true]", "[0,false]", "[[1],[2]]", "[\"1\",1]"], ["[1,1.0]", """[{"a":1,"b":2},{"b":2,"a":1}]"""]);
        Add("""{"uniqueItems":false}""", ["[1,1]"], []);
        Add("""{"items":{"type":"integer"}}""", ["[1,2]", "[]", "{}"], ["[1,\"2\"]"]);
        Add("""{"required":["a"]}""", ["""{"a":null}""", "[]"], ["{}", """{"A":1}"""]);
        Add("""{"properties":{"a":{"type":"integer"}},"additionalProperties":false}""", ["{}", """{"a":1}"""], ["""{"a":"1"}""", """{"b":1}"""]);
        Add("""{"allOf":[{"minimum":1},{"maximum":2}]}""", ["1", "2"], ["0", "3"]);
        Add("""{"anyOf":[{"type":"integer"},{"minimum":2}]}""", ["1", "2.5"], ["1.5"]);
        Add("""{"oneOf":[{"type":"integer"},{"minimum":2}]}""", ["1", "2.5"], ["3", "1.5"]);
        Add("""{"not":{"type":"integer"}}""", ["\"1\"", "1.5"], ["1", "1.0"]);
        Add("""{"not":{"enum":["x"]}}""", ["\"y\""], ["\"x\""]);
        Add("""{"title":"t","description":"d"}""", ["1", "null"], []);
        return data;

        void Add(string schema, string[] good, string[] bad)
        {
            foreach (var (value, satisfied) in good.Select(static one => (one, true)).Concat(bad.Select(static one => (one, false))))
            {
                data.Add(schema, value, satisfied);
            }
        }
    }

    [Theory]
    [InlineData("""{"maximum":100}""", "900", "v: 900 is above the maximum 100")]
    [InlineData("""{"maxLength":3}""", "\"abcd\"", "v: it has 4 characters, and may have 3")]
    [InlineData("""{"maxItems":0}""", "[1]", "v: it has 1 items, and may have 0")]
    [InlineData("""{"type":"integer"}""", "\"secret\"", "v: it is a string, and must be integer")]
    public void Says_WhyWithTheNumbers(string schema, string value, string sentence) =>
        CompiledArguments.Compile(JsonElement.Parse($$$"""{"properties":{"v":{{{schema}}}}}"""))
            .Explain(JsonElement.Parse($$"""{"v":{{value}}}""")).ShouldBe([sentence]);

    /// <summary>Half a character, and arrays that a quadratic comparison would take minutes for.</summary>
    [Fact]
    public void HostileArguments_AreDecided()
    {
        var text = CompiledArguments.Compile(JsonElement.Parse("""{"properties":{"v":{"maxLength":2}}}"""));
        text.Satisfies("""{"v":"\ud800"}""").ShouldBeFalse();
        var unique = CompiledArguments.Compile(JsonElement.Parse("""{"properties":{"v":{"uniqueItems":true}}}"""));
        unique.Satisfies($$"""{"v":[{{string.Join(',', Enumerable.Range(0, 100_000))}}]}""").ShouldBeTrue();
    }
}
