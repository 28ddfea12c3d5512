using System.Text;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Pipeline;

public sealed class JsonBodyParseTests
{
    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("  ", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("{\"a\":1,}", "invalid_json")]
    [InlineData("{} {}", "invalid_json")]
    [InlineData("{}x", "invalid_json")]
    [InlineData("{/*c*/}", "invalid_json")]
    [InlineData("\uFEFF{}", "invalid_json")]
    [InlineData("{\"a\":NaN}", "invalid_json")]
    [InlineData("{\"a\":01}", "invalid_json")]
    [InlineData("{\"a\":\"\\x\"}", "invalid_json")]
    [InlineData("{\"a\":\"\n\"}", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("null", "invalid_json")]
    [InlineData("\"text\"", "invalid_json")]
    [InlineData("{\"a\":1,\"a\":2}", "duplicate_property")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "duplicate_property")]
    [InlineData("{\"x\":[{\"a\":1,\"b\":{\"c\":1,\"c\":2}}]}", "duplicate_property")]
    [InlineData("{\"a\":\"\\ud800\"}", "lone_surrogate")]
    [InlineData("{\"a\":\"\\udc00\"}", "lone_surrogate")]
    [InlineData("{\"a\":\"\\ud800\\ud800\\udc00\"}", "lone_surrogate")]
    [InlineData("{\"a\":\"\\ud800x\\udc00\"}", "lone_surrogate")]
    [InlineData("{\"a\":\"\\ud800\\n\\udc00\"}", "lone_surrogate")]
    [InlineData("{\"a\":\"\\uD83D\\uDE00\\uDE00\"}", "lone_surrogate")]
    [InlineData("{\"\\uDBFF\":1}", "lone_surrogate")]
    public void Refuses_WhatTwoParsersCouldReadDifferently(string text, string code)
    {
        var error = JsonBody.Parse(Encoding.UTF8.GetBytes(text), JsonBodyLimits.Default).ShouldBeOfType<JsonBodyResult.Refused>().Error;
        error.Status.ShouldBe(400);
        error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":3},{\"a\":4}]}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00 \\\\ud800 \\uFFFF\"}")]
    [InlineData(" \r\n{\"a\":\"😀\"}\t")]
    [InlineData("{\"a\":1,\"A\":2}")]
    public void Takes_WhatIsSound(string text)
    {
        var parsed = JsonBody.Parse(Encoding.UTF8.GetBytes(text), JsonBodyLimits.Default).ShouldBeOfType<JsonBodyResult.Parsed>();
        parsed.ToObject().ContainsKey("a").ShouldBeTrue();
        parsed.ToObject().ToJsonString().ShouldNotBeEmpty();
    }

    [Fact]
    public void Tells_ThePositionAndNotTheText()
    {
        var error = JsonBody.Parse(
            "{\n  \"a\": hunter2 }"u8.ToArray(), JsonBodyLimits.Default).ShouldBeOfType<JsonBodyResult.Refused>().Error;
        error.Message.ShouldBe("The request body is not valid JSON at line 2, byte 8.");
    }

    [Fact]
    public void Tells_WhereUtf8Breaks()
    {
        byte[] body = [.. "{\"a\":\"é"u8, 0xC3, 0x28, .. "\"}"u8];
        var error = JsonBody.Parse(body, JsonBodyLimits.Default).ShouldBeOfType<JsonBodyResult.Refused>().Error;
        error.ShouldBe(new GuardError(400, "invalid_utf8", "The request body is not valid UTF-8 at byte 8."));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Bounds_Depth(int depth, bool accepted)
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        var result = JsonBody.Parse(Encoding.UTF8.GetBytes(text), new JsonBodyLimits { MaxDepth = 3 });
        (result is JsonBodyResult.Parsed).ShouldBe(accepted);
        (result is JsonBodyResult.Refused { Error.Code: "json_too_deep" }).ShouldBe(!accepted);
    }

    [Fact]
    public void Bounds_TheNumberOfValues() =>
        JsonBody.Parse(
            Encoding.UTF8.GetBytes("{\"a\":[" + string.Join(',', Enumerable.Repeat("1", 100)) + "]}"),
            new JsonBodyLimits { MaxTokens = 100 })
            .ShouldBeOfType<JsonBodyResult.Refused>().Error.Code.ShouldBe("json_too_large");
}
