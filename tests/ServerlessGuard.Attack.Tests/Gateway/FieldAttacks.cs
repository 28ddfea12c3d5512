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

    /// <summary>The fields with a type, by surface: chat's for those without any of their own.</summary>
    private static readonly Dictionary<string, (string Field, string[] Types)[]> Typed = new()
    {
        ["responses"] =
        [
            ("input", ["string", "array"]), ("instructions", ["string"]), ("include", ["array"]), ("text", ["object"]),
            ("background", ["true"]), ("conversation", ["string", "object"]), ("previous_response_id", ["string"]),
            ("prompt", ["object"]), ("max_output_tokens", ["number"]),
        ],
        ["messages"] =
        [
            ("messages", ["array"]), ("system", ["string", "array"]), ("max_tokens", ["number"]), ("stop_sequences", ["array"]),
            ("thinking", ["object"]), ("cache_control", ["object"]), ("output_config", ["object"]), ("context_management", ["object"]),
        ],
        ["completions"] =
        [
            ("prompt", ["string", "array"]), ("suffix", ["string"]), ("max_tokens", ["number"]), ("echo", ["true"]),
            ("best_of", ["number"]),
            ("stop", ["string", "array"]), ("logit_bias", ["object"]), ("n", ["number"]), ("stream_options", ["object"]),
        ],
        ["embeddings"] =
        [
            ("input", ["string", "array"]), ("user", ["string"]), ("encoding_format", ["string"]), ("dimensions", ["number"]),
        ],
        ["chat"] =
        [
            ("messages", ["array"]), ("functions", ["array"]), ("function_call", ["string", "object"]),
            ("response_format", ["object"]), ("stop", ["string", "array"]), ("logit_bias", ["object"]), ("logprobs", ["true"]),
            ("max_tokens", ["number"]), ("n", ["number"]), ("modalities", ["array"]), ("prediction", ["object"]),
            ("stream_options", ["object"]),
            ("parallel_tool_calls", ["true"]), ("prompt_cache_key", ["string"]), ("safety_identifier", ["string"]),
        ],
    };

    private static readonly string[] Media =
    [
        "image_url", "input_image", "input_audio", "output_audio", "audio", "file", "input_file", "video_url", "computer_screenshot",
    ];

    public static IReadOnlyList<AttackCell> Cells { get; } =
    [
        .. AttackedSurface.All.SelectMany(static surface => surface.Modes.SelectMany(mode => new[]
        {
            Cell("wrong type or shape", surface, mode, WrongTypes(surface).Concat(WrongShapes(surface))),
            Cell("capability field", surface, mode, Capability()),
            Cell("unknown structure", surface, mode, Structures()),
            Cell("state kept upstream", surface, mode, Kept(surface)),
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
        (string Field, string[] Types)[] common =
        [
            ("stream", ["true"]), ("metadata", ["object"]), ("tools", ["array"]),
            ("tool_choice", surface.Name == "messages" ? ["object"] : ["string", "object"]),
            ("temperature", ["number"]), ("top_p", ["number"]), ("service_tier", ["string"]),
        ];
        var fields = (Typed.GetValueOrDefault(surface.Name) ?? Typed["chat"]).Concat(surface.Name == "embeddings" ? [] : common);
        return fields.SelectMany(field => values.Where(value => !field.Types.Contains(value.Name)).Select(value =>
            ($"{field.Field} as {value.Name}", (Action<JsonObject>)(body => body[field.Field] = value.Make()))));
    }

    /// <summary>The field that holds the texts, with everything in it that is no text.</summary>
    private static IEnumerable<(string Name, Action<JsonObject> Change)> WrongShapes(AttackedSurface surface)
    {
        var field = surface.Name switch { "responses" or "embeddings" => "input", "completions" => "prompt", _ => "messages" };
        Func<JsonNode?>[] items =
        [
            static () => true, static () => null, static () => 1.5, static () => new JsonArray(), static () => new JsonObject(), Holding,
            static () => new JsonArray(new JsonArray(new JsonArray(1, 2))),
            static () => new JsonArray(new JsonObject { ["text"] = Secret }),
            static () => new JsonArray(new JsonArray(Secret)), static () => new JsonArray(1, true),
            static () => new JsonObject { ["type"] = new JsonArray(Secret) },
            static () => new JsonObject { ["role"] = 5, ["content"] = Secret },
        ];
        for (var i = 0; i < items.Length; i++)
        {
            var make = items[i];
            yield return ($"{field} holds no text {i}", body => body[field] = new JsonArray(make()));
            yield return ($"{field} holds a text and none {i}", body => body[field] = new JsonArray(Secret, make()));
            yield return ($"{field} holds none and a text {i}", body => body[field] = new JsonArray(make(), Secret));
        }
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

    /// <summary>References to texts that the platform keeps: nobody made them through this guard, and no policy allows them.</summary>
    private static IEnumerable<(string Name, Action<JsonObject> Change)> Kept(AttackedSurface surface)
    {
        string[] ids = ["resp_1", "conv_68", "a", "../x", Secret, "msg_0", "pmpt_9", "thread-1", "R", "x.y"];
        foreach (var id in ids)
        {
            foreach (var field in new[] { "previous_response_id", "conversation", "Conversation", "PREVIOUS_RESPONSE_ID", "thread_id" })
            {
                yield return ($"{field} {id}", body => body[field] = id);
            }

            yield return ($"conversation object {id}", body => body["conversation"] = new JsonObject { ["id"] = id });
            yield return ($"prompt {id}", body => body["prompt"] = new JsonObject { ["id"] = id });
            if (surface.Name == "responses")
            {
                foreach (var item in new JsonObject[]
                {
                    new() { ["type"] = "item_reference", ["id"] = id }, new() { ["id"] = id }, new() { ["type"] = null, ["id"] = id },
                    new() { ["type"] = "compaction", ["id"] = id, ["encrypted_content"] = "gAAAAABo" },
                    new() { ["type"] = "context_compaction", ["encrypted_content"] = "gAAAAABo" },
                })
                {
                    yield return ($"item {item.ToJsonString()}", body => body["input"] = new JsonArray(item.DeepClone()));
                    yield return ($"item {item.ToJsonString()} behind a message", body => body["input"] = new JsonArray(
                        new JsonObject { ["role"] = "user", ["content"] = "Hello" }, item.DeepClone()));
                }
            }
            else if (surface.Name is "chat" or "tools decide")
            {
                yield return ($"sound {id}", body => body["messages"]!.AsArray().Insert(
                    0, new JsonObject { ["role"] = "assistant", ["audio"] = new JsonObject { ["id"] = id } }));
            }
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
            else if (surface.Name is "completions" or "embeddings")
            {
                var field = surface.Name == "embeddings" ? "input" : "prompt";
                yield return ($"{type} as {field}", body => body[field] = Part());
                yield return ($"{type} in {field}", body => body[field] = new JsonArray(Part()));
                yield return ($"{type} behind a text", body => body[field] = new JsonArray("Hello", Part()));
                yield return ($"{type} in a list in {field}", body => body[field] = new JsonArray(new JsonArray(Part())));
                yield return ($"{type} in messages", body => body["messages"] = new JsonArray(
                    new JsonObject { ["role"] = "user", ["content"] = new JsonArray(Part()) }));
                yield return ($"{type} in a field", body => body[type] = Part());
            }
            else if (surface.Name == "messages")
            {
                foreach (var role in new[] { "user", "assistant", "system" })
                {
                    yield return ($"{type} of {role}", body => body["messages"]!.AsArray().Insert(
                        0, new JsonObject { ["role"] = role, ["content"] = new JsonArray(Part()) }));
                }

                yield return ($"{type} in a result", body => body["messages"]!.AsArray().Add(new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "tool_result",
                        ["tool_use_id"] = "t",
                        ["content"] = new JsonArray(Part()),
                    }),
                }));
                yield return ($"{type} in a document", body => body["messages"]!.AsArray().Add(new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "document",
                        ["source"] = new JsonObject { ["type"] = "content", ["content"] = new JsonArray(Part()) },
                    }),
                }));
                yield return ($"{type} in a search's result", body => body["messages"]!.AsArray().Add(new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "search_result", ["content"] = new JsonArray(Part()) }),
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
