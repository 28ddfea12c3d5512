using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Tests.Conversations;

/// <summary>A document inside a string, such as a tool's arguments, keeps the spelling of what nobody replaced.</summary>
public sealed class JsonTextEditTests
{
    private static readonly string[] Leaves =
    [
        "\"m\\u00fcnchen\"", "\"a\\/b\"", "\"joe\\u0040example.com\"", "\"\\ud83d\\ude00 x\"", "1.50e2", "4111111111111111", "true", "null",
        "\"plain\"", "\"\"", "{ }", "[ ]",
    ];

    private static readonly Gen<string> Leaf = Gens.Any(Leaves);

    private static readonly Gen<string> Document = Gen.Select(Leaf.Array[0, 4], Leaf.Array[0, 4]).Select(static (one, other) =>
        $$"""{ "k\u0065y" : [{{string.Join(" , ", one)}}],"b":{{{string.Join(",", other.Select(static (leaf, i) => $"\"n{i}\":{leaf}"))}}} }""");

    [Fact]
    public void Changes_NothingWhereNothingChanged() =>
        Document.Sample(text => JsonTextEdit.Apply(text, JsonNode.Parse(text)!).ShouldBe(text), iter: 500);

    [Theory]
    [InlineData("""{"a" : "m\u00fcnchen [X] \/"}""", "a", "[X]", "joe@example.com", """{"a" : "m\u00fcnchen joe@example.com \/"}""")]
    [InlineData("""{"a":"[X]"}""", "a", "[X]", "a\"b\\c\n", """{"a":"a\"b\\c\n"}""")]
    [InlineData("""{"a":"\ud83d\ude00[X]\ud83d\ude01"}""", "a", "[X]", "\ud83d\ude02", "{\"a\":\"\\ud83d\\ude00\ud83d\ude02\\ud83d\\ude01\"}")]
    public void Changes_TheTokenAlone(string text, string name, string token, string value, string expected)
    {
        var root = JsonNode.Parse(text)!;
        root[name] = root[name]!.GetValue<string>().Replace(token, value, StringComparison.Ordinal);
        JsonTextEdit.Apply(text, root).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":null}""")]
    [InlineData("""{"a":true}""", """{"a":false}""")]
    [InlineData("""{"a":[1]}""", """{"a":null}""")]
    [InlineData("""{"a":"x"}""", """{"a":2}""")]
    [InlineData("""{"a":null}""", """{"a":{}}""")]
    public void Writes_TheTree_WhereItIsAnotherKindOfValue(string text, string tree) => Encoding.UTF8.GetString(
        JsonTextEdit.Apply(Encoding.UTF8.GetBytes(text), JsonNode.Parse(tree)!).Span).ShouldBe(tree);

    [Fact]
    public void Writes_TheTree_WhereAStringIsNoUnicode()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xC3, .. "\"}"u8];
        Encoding.UTF8.GetString(JsonTextEdit.Apply(body, JsonNode.Parse(body)!).Span).ShouldBe("""{"a":"\uFFFD"}""");
    }

    [Fact]
    public void Says_WhatTheTreeSays() => Gen.Select(Document, Gens.Any("x", "joe@example.com", "\"", "ü\\", "\ud83d\ude00")).Sample(
        (text, value) =>
        {
            var root = JsonNode.Parse(text)!;
            foreach (var node in root["key"]!.AsArray().OfType<JsonValue>().ToList())
            {
                if (node.GetValueKind() is System.Text.Json.JsonValueKind.String or System.Text.Json.JsonValueKind.Number)
                {
                    node.ReplaceWith(value);
                }
            }

            JsonNode.DeepEquals(JsonNode.Parse(JsonTextEdit.Apply(text, root)), root).ShouldBeTrue();
        },
        iter: 500);
}
