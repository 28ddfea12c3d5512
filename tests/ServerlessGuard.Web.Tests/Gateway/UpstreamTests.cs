using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Streams as servers really send them: each quirk in a tier that streams live and in one that is buffered.</summary>
public sealed class UpstreamTests
{
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private const string Done = "data: [DONE]\n\n";
    private static readonly string[] Tiers = ["live", "strict"];

    /// <summary>Deltas that may stand anywhere in a stream without changing its text.</summary>
    private static readonly string[] Deltas =
    [
        """{"reasoning":"a thought"}""",
        """{"reasoning":{"effort":"a lot of it"}}""",
        """{"reasoning_details":[{"type":"reasoning.text","text":"step one","index":0,"format":"x-v1"}]}""",
        """{"thinking_blocks":[{"type":"thinking","thinking":"step one","signature":"c2lnbmVk"}]}""",
        """{"annotations":[{"type":"url_citation","url_citation":{"start_index":0,"end_index":4,"url":"https://example.org/page","title":"A page"}}]}""",
        """{"citations":["https://example.org/one"]}""",
        """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"step one"}]}]}""",
        """{"content":[{"type":"reference","reference_ids":[1,2],"note":"see there"}]}""",
        """{"vendor":{"deep":[{"note":"words of its own"}]}}""",
        """{"role":"assistant","content":"","refusal":null,"tool_calls":null}""",
    ];

    /// <summary>Fields of a choice, in its last chunk.</summary>
    private static readonly string[] Fields =
        [
            """{"stop_reason":"</s>"}""", """{"matched_stop":"<|end|>"}""", """{"matched_stop":151645}""",
            """{"vendor":{"why":"it was done"}}""", """{"token_ids":null}"""
        ];

    /// <summary>Chunks after the end of the answer.</summary>
    private static readonly string[] Tails =
    [
        """{"id":"i","choices":null,"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
        """{"id":"i","usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
        """{"id":"i","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
        """{"id":"i","choices":[],"citations":["https://example.org/one"],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
    ];

    public static TheoryData<string, string> EveryDelta() => Matrix(Deltas);

    public static TheoryData<string, string> EveryField() => Matrix(Fields);

    public static TheoryData<string, string> EveryTail() => Matrix(Tails);

    public static TheoryData<string> EveryTier() => new(Tiers);

    [Theory]
    [MemberData(nameof(EveryDelta))]
    public async Task Passes_TextAroundWhatIsNewAndClean(string tier, string delta)
    {
        var stream = await AskAsync(
            tier, Chat.Text("hello "), Chat.Chunk(Parse(delta)), Chat.Text("there"), Chat.Chunk(Parse(delta)), Chat.Chunk([], "stop"),
            Done);

        Chat.Joined(stream).ShouldBe("hello there");
        Chat.Finishes(stream).ShouldBe(["stop"]);
        stream.ShouldEndWith(Done);
    }

    [Theory]
    [MemberData(nameof(EveryDelta))]
    public async Task Withholds_SecretInWhatIsNew(string tier, string delta)
    {
        foreach (var text in Texts(Parse(delta)))
        {
            var first = delta.Replace(text, "Look: " + Secret[..17], StringComparison.Ordinal);
            var second = delta.Replace(text, Secret[17..] + " yes", StringComparison.Ordinal);
            var whole = delta.Replace(text, Secret, StringComparison.Ordinal);

            var spread = await AskAsync(
                tier, Chat.Text("hello"), Chat.Chunk(Parse(first)), Chat.Chunk(Parse(second)), Chat.Chunk([], "stop"), Done);
            var plain = await AskAsync(tier, Chat.Text("hello"), Chat.Chunk(Parse(whole)), Chat.Chunk([], "stop"), Done);

            (spread.Contains(Secret[..17], StringComparison.Ordinal) && spread.Contains(Secret[17..], StringComparison.Ordinal))
                .ShouldBeFalse(spread);
            plain.ShouldNotContain(Secret);
        }
    }

    [Theory]
    [MemberData(nameof(EveryField))]
    public async Task Passes_FieldsOfItsOwnInTheLastChunk(string tier, string field)
    {
        var last = Parse("""{"id":"i","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}""");
        foreach (var (name, value) in Parse(field))
        {
            last["choices"]![0]![name] = value?.DeepClone();
        }

        var stream = await AskAsync(tier, Chat.Text("hello "), Chat.Text("there"), Data(last.ToJsonString()), Done);

        Chat.Joined(stream).ShouldBe("hello there");
        var ended = Chat.Events(stream)
            .SelectMany(static chunk => chunk["choices"]!.AsArray())
            .OfType<JsonObject>()
            .Single(static choice => choice["finish_reason"] is not null);
        foreach (var (name, value) in Parse(field).Where(static one => one.Key != "token_ids"))
        {
            JsonNode.DeepEquals(ended[name], value).ShouldBeTrue(stream);
        }
    }

    [Theory]
    [MemberData(nameof(EveryTail))]
    public async Task Passes_UsageAfterTheEnd(string tier, string tail)
    {
        foreach (var asked in (bool[])[true, false])
        {
            var stream = await AskAsync(tier, asked, [.. Chat.Stream("hello ", "there")[..^1], Data(tail), Done]);

            Chat.Joined(stream).ShouldBe("hello there");
            Chat.Finishes(stream).ShouldBe(["stop"]);
            Chat.Events(stream).Select(static chunk => chunk["usage"]?["total_tokens"]?.GetValue<int>()).OfType<int>().ShouldBe([7]);
            Chat.Events(stream).ShouldAllBe(static chunk => chunk["choices"] is JsonArray);
        }
    }

    [Theory]
    [MemberData(nameof(EveryTier))]
    public async Task Reads_EmptyFinishReasonAsNone(string tier)
    {
        var stream = await AskAsync(
            tier, Chat.Chunk(Parse("""{"content":"hel"}"""), ""), Chat.Chunk(Parse("""{"content":"lo"}"""), ""), Chat.Chunk([], "stop"),
            Done);

        Chat.Joined(stream).ShouldBe("hello");
        Chat.Finishes(stream).ShouldBe(["stop"]);
    }

    [Theory]
    [MemberData(nameof(EveryTier))]
    public async Task Joins_HalvesOfACharacter(string tier)
    {
        const string chunk = """{"id":"i","choices":[{"index":0,"delta":{"content":"TEXT"},"finish_reason":null}]}""";
        var stream = await AskAsync(
            tier, Data(chunk.Replace("TEXT", "good \\ud83d", StringComparison.Ordinal)),
            Data(chunk.Replace("TEXT", "\\ude00 day\\udc00", StringComparison.Ordinal)), Chat.Chunk([], "stop"), Done);

        Chat.Joined(stream).ShouldBe("good \U0001F600 day\uFFFD");
    }

    [Theory]
    [MemberData(nameof(EveryTier))]
    public async Task Refuses_TextAfterTheEnd(string tier)
    {
        var stream = await AskAsync(tier, Chat.Text("hello"), Chat.Chunk([], "stop"), Chat.Text("more words"), Done);

        stream.ShouldNotContain("more words");
        Chat.Finishes(stream).ShouldContain("content_filter");
    }

    [Theory]
    [MemberData(nameof(EveryTier))]
    public async Task Takes_WholeAnswerWithoutDone(string tier)
    {
        var stream = await AskAsync(tier, Chat.Stream("hello ", "there")[..^1]);

        Chat.Joined(stream).ShouldBe("hello there");
        Chat.Finishes(stream).ShouldBe(["stop"]);
        stream.ShouldEndWith(Done);
    }

    [Theory]
    [MemberData(nameof(EveryTier))]
    public async Task SaysThatAnAnswerBroke_WhichHadNoEnd(string tier)
    {
        var stream = await AskAsync(tier, Chat.Stream("hello ", "there")[..^2]);

        Chat.Events(stream).Last()["error"]!["code"]!.GetValue<string>().ShouldBe("model_stream_broken");
    }

    private static Task<string> AskAsync(string tier, params string[] events) => AskAsync(tier, usage: true, events);

    /// <param name="usage">Whether the request asks for the usage. Some servers tell it unasked.</param>
    private static async Task<string> AskAsync(string tier, bool usage, string[] events)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(events);
        var request = Parse(Chat.Request("Hello", stream: true));
        if (usage)
        {
            request["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        using var response = await host.PostAsync(tier, Chat.Path, request.ToJsonString());
        var stream = await response.TextAsync();
        host.Kinds[^1].Split(':')[0].ShouldBeOneOf("interaction.closed", "interaction.interrupted");
        return stream;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static string Data(string json) => "data: " + json + "\n\n";

    private static TheoryData<string, string> Matrix(string[] quirks)
    {
        var cases = new TheoryData<string, string>();
        foreach (var tier in Tiers)
        {
            foreach (var quirk in quirks)
            {
                cases.Add(tier, quirk);
            }
        }

        return cases;
    }

    /// <summary>The texts of a delta that are long enough to be no structure.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(static member => Texts(member.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text)
            && (text.Contains(' ', StringComparison.Ordinal) || text.StartsWith("http", StringComparison.Ordinal)) => [text],
        _ => [],
    };
}
