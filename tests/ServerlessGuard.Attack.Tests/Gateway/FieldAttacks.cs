using System.Text.Json.Nodes;

namespace ServerlessGuard.Attack.Tests.Gateway;

/// <summary>
/// Requests whose fields carry content, files or capabilities where a guard that lets the unknown pass would not look. Each body holds
/// <see cref="Secret"/>; an attempt is through when a model receives it.
/// </summary>
internal static class FieldAttacks
{
    // Put together here, so that no scanner takes this file for a leak.
    public static readonly string Secret = "gh" + "p_" + "16C7e42F292c6912E7710c838347Ae178B4a";

    private static readonly string[] Capabilities =
    [
        "models", "route", "provider", "providers", "plugins", "search_parameters", "web_search", "mcp_servers", "connectors", "transforms",
        "extra_body", "files", "file_ids", "attachments", "documents", "container", "tool_resources", "fallbacks", "Models", "PLUGINS",
    ];

    private static readonly string[] Media =
    [
        "image_url", "input_image", "input_audio", "output_audio", "audio", "file", "input_file", "video_url", "computer_screenshot",
    ];

    public static IReadOnlyList<AttackCell> Cells { get; } =
    [
        .. AttackedSurface.All.SelectMany(static surface => surface.Modes.SelectMany(mode => new[]
        {
            Cell("wrong type", surface, mode, WrongTypes(surface)),
            Cell("capability field", surface, mode, Capability()),
            Cell("unknown structure", surface, mode, Structures()),
            Cell("media in a field", surface, mode, MediaParts(surface)),
            Cell("secret in a field", surface, mode, Secrets()),
        })),
    ];

    private static AttackCell Cell(
        string kind, AttackedSurface surface, string mode, IEnumerable<(string Name, Action<JsonObject> Change)> attempts) =>
        new(kind, surface.Name, "in", mode, [.. attempts.Select(attempt =>
        {
            var body = JsonNode.Parse(surface.Body)!.AsObject();
            attempt.Change(body);
            if (mode == "live" && body["stream"] is null)
            {
                body["stream"] = true;
            }

            return (attempt.Name, body.ToJsonString());
        })]);

    private static JsonObject Holding() => new() { ["url"] = $"https://evil.example/{Secret}", ["q"] = Secret };

    /// <summary>Every known field with a value of each type that is not its own.</summary>
    private static IEnumerable<(string Name, Action<JsonObject> Change)> WrongTypes(AttackedSurface surface)
    {
        (string Name, Func<JsonNode> Make)[] values =
        [
            ("string", static () => Secret), ("number", static () => 12345678), ("true", static () => true),
            ("object", static () => Holding()), ("array", static () => new JsonArray(Secret)),
        ];
        (string Field, string[] Types)[] fields =
        [
            ("stream", ["true"]), ("stream_options", ["object"]), ("metadata", ["object"]), ("store", ["true"]), ("tools", ["array"]),
            ("tool_choice", ["string", "object"]), ("parallel_tool_calls", ["true"]), ("temperature", ["number"]), ("top_p", ["number"]),
            ("user", ["string"]), ("safety_identifier", ["string"]), ("prompt_cache_key", ["string"]), ("service_tier", ["string"]),
            ("reasoning", ["object"]),
            .. surface.Name == "responses"
                ? new (string, string[])[]
                {
                    ("input", ["string", "array"]), ("instructions", ["string"]), ("include", ["array"]), ("text", ["object"]),
                    ("background", ["true"]), ("conversation", ["string", "object"]), ("previous_response_id", ["string"]),
                    ("prompt", ["object"]), ("max_output_tokens", ["number"]),
                }
                : [
                    ("messages", ["array"]), ("functions", ["array"]), ("function_call", ["string", "object"]),
                    ("response_format", ["object"]), ("stop", ["string", "array"]), ("logit_bias", ["object"]), ("logprobs", ["true"]),
                    ("max_tokens", ["number"]), ("n", ["number"]), ("modalities", ["array"]), ("prediction", ["object"]),
                ],
        ];
        return fields.SelectMany(field => values.Where(value => !field.Types.Contains(value.Name)).Select(value =>
            ($"{field.Field} as {value.Name}", (Action<JsonObject>)(body => body[field.Field] = value.Make()))));
    }

    private static IEnumerable<(string Name, Action<JsonObject> Change)> Capability() => Capabilities.SelectMany(
        static name => new (string, Action<JsonObject>)[]
        {
            ($"{name} as text", body => body[name] = Secret),
            ($"{name} as array", body => body[name] = new JsonArray(Holding())),
            ($"{name} as object", body => body[name] = Holding()),
        });

    private static IEnumerable<(string Name, Action<JsonObject> Change)> Structures()
    {
        var random = new Random(17);
        for (var i = 0; i < 30; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)('a' + random.Next(26)))) + "_x";
            yield return ($"object {i}", body => body[name] = Holding());
            yield return ($"array {i}", body => body[name] = new JsonArray(new JsonArray(Holding())));
        }
    }

    /// <summary>Pictures, sounds and files wherever a part can stand.</summary>
    private static IEnumerable<(string Name, Action<JsonObject> Change)> MediaParts(AttackedSurface surface)
    {
        foreach (var type in Media)
        {
            JsonObject Part() => new()
            {
                ["type"] = type,
                [type] = new JsonObject { ["data"] = "iVBORw0KGgo=" },
                ["image_url"] = "data:image/png;base64,iVBORw0KGgo=",
            };

            if (surface.Name == "responses")
            {
                yield return ($"{type} in input", body => body["input"] = new JsonArray(
                    new JsonObject { ["role"] = "user", ["content"] = new JsonArray(Part()) }));
                yield return ($"{type} in a tool's output", body => body["input"] = new JsonArray(new JsonObject
                {
                    ["type"] = "function_call_output",
                    ["call_id"] = "c1",
                    ["output"] = new JsonArray(Part()),
                }));
                yield return ($"{type} in a prompt's variables", body => body["prompt"] = new JsonObject
                {
                    ["id"] = "pmpt_1",
                    ["variables"] = new JsonObject { ["a"] = Part() },
                });
                yield return ($"{type} in an assistant's message", body => body["input"] = new JsonArray(
                    new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(Part()) }));
                yield return ($"{type} as an image that was made", body => body["input"] = new JsonArray(new JsonObject
                {
                    ["type"] = "image_generation_call",
                    ["id"] = "ig_1",
                    ["result"] = "iVBORw0KGgo=",
                    ["kind"] = type,
                }));
                yield return ($"{type} beside reasoning", body => body["input"] = new JsonArray(new JsonObject
                {
                    ["type"] = "reasoning",
                    ["encrypted_content"] = $"{type} {Secret}",
                }));
            }
            else
            {
                foreach (var role in new[] { "user", "system", "assistant", "tool", "developer" })
                {
                    yield return ($"{type} of {role}", body => body["messages"]!.AsArray().Insert(0, new JsonObject
                    {
                        ["role"] = role,
                        ["tool_call_id"] = "c1",
                        ["content"] = new JsonArray(Part()),
                    }));
                }

                yield return ($"{type} in a prediction", body => body["prediction"] = new JsonObject
                {
                    ["type"] = "content",
                    ["content"] = new JsonArray(Part()),
                });
            }
        }
    }

    /// <summary>A secret as the text of every field that takes text, known or not, and of names and identifiers.</summary>
    private static IEnumerable<(string Name, Action<JsonObject> Change)> Secrets()
    {
        string[] fields =
        [
            "user", "safety_identifier", "prompt_cache_key", "service_tier", "vendor_text", "note", "comment", "session", "trace", "tag",
            "suffix", "prefix", "language", "guided_regex", "guided_choice", "grammar", "x", "y_1", "reason", "who",
        ];
        foreach (var field in fields)
        {
            yield return ($"text of {field}", body => body[field] = $"It is {Secret} here");
            yield return ($"bare in {field}", body => body[field] = Secret);
        }

        foreach (var field in new[] { "a", "b", "c", "deep" })
        {
            yield return ($"metadata {field}", body => body["metadata"] = new JsonObject { [field] = Secret });
            yield return ($"name in metadata {field}", body => body["metadata"] = new JsonObject { [$"{Secret} {field}"] = "v" });
            yield return ($"a tool's description {field}", body => body["tools"] = new JsonArray(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "crm.lookup", ["description"] = $"{field} {Secret}" },
                ["name"] = "crm.lookup",
            }));
        }
    }
}
