using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>A way that a text takes through the guard: into the model or out of it, at one surface.</summary>
internal sealed record TextPath(string Protocol, string Direction, string Mode)
{
    private const string Nothing = "Hello";

    public static IReadOnlyList<TextPath> All { get; } =
    [
        new("chat", "in", "plain"), new("chat", "in", "live"), new("chat", "out", "plain"), new("chat", "out", "live"),
        new("responses", "in", "plain"), new("responses", "in", "live"), new("responses", "out", "plain"), new("responses", "out", "live"),
        new("tools decide", "out", "plain"), new("inspect", "in", "plain"), new("inspect", "out", "plain"),
    ];

    /// <summary>The ways of a model's words to a client.</summary>
    public static IReadOnlyList<TextPath> Answers { get; } =
        [.. All.Where(static path => path is { Direction: "out", Protocol: "chat" or "responses" })];

    public static TextPath Of(string name) => All.Single(one => one.ToString() == name);

    public override string ToString() => $"{Protocol}, {Direction}, {Mode}";

    private string Application => Mode == "live" ? "live" : "strict";

    /// <summary>The text that arrived on the other side of the guard, with everything that a reader there sees.</summary>
    /// <param name="host">The gateway.</param>
    /// <param name="text">The text that is sent, or that the model answers.</param>
    /// <param name="place">Which of the places that hold texts; any number.</param>
    public async Task<string> SendAsync(GatewayHost host, string text, int place) => Protocol switch
    {
        "inspect" => await InspectAsync(host, text),
        "tools decide" => await DecideAsync(host, text),
        _ when Direction == "in" => await AskAsync(host, text, place),
        _ => await AnswerAsync(host, Nothing, text, place),
    };

    /// <summary>The text that the client gets when the model answers this.</summary>
    public async Task<string> AnswerAsync(GatewayHost host, string question, string text, int place)
    {
        host.Model.Script = Answering(_ => text, place);
        return await ReceiveAsync(host, question);
    }

    /// <summary>The answer of a model to a question whose words it read.</summary>
    public Func<Microsoft.AspNetCore.Http.HttpContext, ReceivedRequest, Task> Answering(Func<string, string> answer, int place) =>
        (http, seen) =>
        {
            var text = answer(seen.Body);
            return (Protocol, Mode) switch
            {
                ("chat", "plain") when place % 4 == 3 => ScriptedModel.Json(Chat.CallAnswer("crm.lookup", text))(http, seen),
                ("chat", "plain") => ScriptedModel.Json(Chat.Answer(text))(http, seen),
                ("chat", _) => ScriptedModel.Events(Chat.Stream(Cut(text, place)))(http, seen),
                ("responses", "plain") => ScriptedModel.Json(Response(text).ToJsonString())(http, seen),
                _ => ScriptedModel.Events(Stream(text, Cut(text, place)))(http, seen),
            };
        };

    /// <summary>The text that a client reads of the answer to a question.</summary>
    /// <param name="host">The gateway.</param>
    /// <param name="question">The question.</param>
    /// <param name="passesMarkup">Whether the application's tier lets markup of the model pass.</param>
    public async Task<string> ReceiveAsync(GatewayHost host, string question, bool passesMarkup = false)
    {
        var application = passesMarkup ? Mode == "live" ? "rendering-live" : "rendering" : Application;
        var body = Protocol == "chat"
            ? Chat.Request(question, Mode == "live")
            : new JsonObject { ["model"] = "claims-ft", ["input"] = question, ["stream"] = Mode == "live" }.ToJsonString();
        using var response = await host.PostAsync(application, AttackedSurface.Of(Protocol).Path, body);
        var told = await response.TextAsync();
        if (Mode == "plain")
        {
            return Strings(JsonNode.Parse(told));
        }

        var events = Chat.Events(told).ToList();
        return Protocol == "chat"
            ? Chat.Joined(told)
            : string.Concat(events.Select(static one => one["delta"] is JsonValue delta ? delta.ToString() : "")) + "\n"
                + string.Join('\n', events.Where(static one => one["delta"] is null).Select(Strings));
    }

    private async Task<string> AskAsync(GatewayHost host, string text, int place)
    {
        host.Model.Script = Answering(static _ => "Fine.", 0);
        var body = JsonNode.Parse(AttackedSurface.Of(Protocol).Body)!.AsObject();
        Put(body, text, place % 5);
        body["stream"] = Mode == "live";
        var before = host.Model.Requests.Count;
        using var response = await host.PostAsync(Application, AttackedSurface.Of(Protocol).Path, body.ToJsonString());
        return string.Join('\n', host.Model.Requests.Skip(before).Select(static one => Strings(JsonNode.Parse(one.Body))));
    }

    private void Put(JsonObject body, string text, int place)
    {
        var isChat = Protocol == "chat";
        var list = (isChat ? body["messages"] : body["input"] = new JsonArray())!.AsArray();
        list.Clear();
        list.Add(new JsonObject { ["role"] = "user", ["content"] = place == 0 ? text : Nothing });
        switch (place)
        {
            case 1:
                var part = new JsonObject { ["type"] = isChat ? "text" : "input_text", ["text"] = text };
                list.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(part) });
                break;
            case 2 or 3 when isChat:
                list.Add(new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = null,
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "c1",
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = "crm.lookup", ["arguments"] = place == 2 ? text : "{}" },
                    }),
                });
                list.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = "c1", ["content"] = place == 3 ? text : "none" });
                break;
            case 2 or 3:
                list.Add(new JsonObject
                {
                    ["type"] = "function_call",
                    ["call_id"] = "c1",
                    ["name"] = "crm.lookup",
                    ["arguments"] = place == 2 ? text : "{}",
                });
                list.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = "c1", ["output"] = place == 3 ? text : "none" });
                break;
            case 4:
                body["metadata"] = new JsonObject { ["note"] = text };
                break;
        }
    }

    private static async Task<string> DecideAsync(GatewayHost host, string text)
    {
        var body = JsonNode.Parse(AttackedSurface.Of("tools decide").Body)!;
        body["messages"]![1]!["tool_calls"]![0]!["function"]!["arguments"] = text;
        using var response = await host.PostAsync("strict", "/guard/tools/decide", body.ToJsonString());
        return Strings(JsonNode.Parse(await response.TextAsync()));
    }

    /// <summary>The text without what the guard found in it; nothing when the tier would let nothing pass.</summary>
    private async Task<string> InspectAsync(GatewayHost host, string text)
    {
        var body = new JsonObject { ["text"] = text, ["direction"] = Direction == "in" ? "input" : "output" };
        using var response = await host.PostAsync("strict", "/guard/inspect", body.ToJsonString());
        var told = await response.JsonAsync();
        if (told["verdict"]?.GetValue<string>() is not ("allow" or "redact"))
        {
            return "";
        }

        var left = new StringBuilder(text);
        foreach (var finding in told["findings"]!.AsArray())
        {
            for (var at = finding!["start"]!.GetValue<int>(); at < finding["end"]!.GetValue<int>(); at++)
            {
                left[at] = '|';
            }
        }

        return left.ToString();
    }

    /// <summary>Pieces of one to seven characters, the same for the same place.</summary>
    private static string[] Cut(string text, int place)
    {
        var random = new Random(place);
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 8), text.Length - at);
            pieces.Add(text.Substring(at, length));
            at += length;
        }

        return [.. pieces];
    }

    private static JsonObject Response(string text) => new()
    {
        ["id"] = "resp_1",
        ["object"] = "response",
        ["created_at"] = 1,
        ["status"] = "completed",
        ["output"] = new JsonArray(new JsonObject
        {
            ["type"] = "message",
            ["id"] = "msg_1",
            ["status"] = "completed",
            ["role"] = "assistant",
            ["content"] = new JsonArray(
                new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
        }),
    };

    private static string[] Stream(string text, string[] pieces)
    {
        var created = Response(text);
        (created["status"], created["output"]) = ("in_progress", new JsonArray());
        return
        [
            Event("response.created", new JsonObject { ["response"] = created }),
            .. pieces.Select(static piece => Event("response.output_text.delta", Part("delta", piece))),
            Event("response.output_text.done", Part("text", text)),
            Event("response.completed", new JsonObject { ["response"] = Response(text) }),
        ];

        static JsonObject Part(string name, string value) =>
            new() { ["item_id"] = "msg_1", ["output_index"] = 0, ["content_index"] = 0, [name] = value };
    }

    private static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        return string.Create(CultureInfo.InvariantCulture, $"event: {type}\ndata: {data.ToJsonString()}\n\n");
    }

    /// <summary>Every string of a document, names too, one below the other.</summary>
    private static string Strings(JsonNode? node) => node switch
    {
        JsonObject owner => string.Join('\n', owner.Select(static property => property.Key + "\n" + Strings(property.Value))),
        JsonArray array => string.Join('\n', array.Select(Strings)),
        null => "",
        _ => node.ToString(),
    };
}
