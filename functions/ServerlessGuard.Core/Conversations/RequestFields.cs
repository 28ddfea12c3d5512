using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// The fields of a request's root, by type. A field of the protocol has its type; a field that names other models, tools or sources is
/// refused unless the application may send it, and so is one that refers to what the platform keeps, since the guard does not see that; an
/// unknown scalar passes (text is inspected), any other unknown value is refused.
/// </summary>
internal static class RequestFields
{
    /// <summary>The policy's setting that lets a field pass; what it holds is inspected all the same.</summary>
    public const string Setting = "applications[].fields";

    private const string Text = "a string";
    private const string Number = "a number";
    private const string Flag = "true or false";
    private const string Object = "an object";
    private const string List = "an array";
    private const string TextOrList = "a string or an array";
    private const string TextOrObject = "a string or an object";

    private static readonly (string Name, string Type)[] Common =
    [
        ("model", Text), ("stream", Flag), ("stream_options", Object), ("metadata", Object), ("store", Flag), ("tools", List),
        ("tool_choice", TextOrObject), ("parallel_tool_calls", Flag), ("temperature", Number), ("top_p", Number),
        ("top_logprobs", Number), ("user", Text), ("safety_identifier", Text), ("prompt_cache_key", Text),
        ("prompt_cache_retention", Text), ("service_tier", Text), ("reasoning", Object), ("seed", Number), ("top_k", Number),
        ("min_p", Number),
    ];

    private static readonly FrozenDictionary<string, string> Chat = Common.Concat(
    [
        ("messages", List), ("functions", List), ("function_call", TextOrObject), ("response_format", Object), ("stop", TextOrList),
        ("logit_bias", Object), ("logprobs", Flag), ("max_tokens", Number), ("max_completion_tokens", Number), ("n", Number),
        ("frequency_penalty", Number), ("presence_penalty", Number), ("reasoning_effort", Text), ("verbosity", Text),
        ("modalities", List), ("audio", Object), ("prediction", Object), ("web_search_options", Object), ("data_sources", List),
    ]).ToFrozenDictionary(static field => field.Item1, static field => field.Item2);

    private static readonly FrozenDictionary<string, string> Responses = Common.Concat(
    [
        ("input", TextOrList), ("instructions", Text), ("include", List), ("text", Object), ("truncation", Text), ("background", Flag),
        ("conversation", TextOrObject), ("previous_response_id", Text), ("prompt", Object), ("max_output_tokens", Number),
        ("max_tool_calls", Number), ("context_management", List),
    ]).ToFrozenDictionary(static field => field.Item1, static field => field.Item2);

    private static readonly FrozenDictionary<string, string> Completions = Common.Concat(
    [
        ("prompt", TextOrList), ("suffix", Text), ("max_tokens", Number), ("n", Number), ("best_of", Number), ("echo", Flag),
        ("logprobs", Number), ("stop", TextOrList), ("logit_bias", Object), ("frequency_penalty", Number), ("presence_penalty", Number),
        ("response_format", Object),
    ]).ToFrozenDictionary(static field => field.Item1, static field => field.Item2);

    private static readonly FrozenDictionary<string, string> Plain = new[]
    {
        ("model", Text), ("input", TextOrList), ("user", Text), ("encoding_format", Text), ("dimensions", Number),
    }.ToFrozenDictionary(static field => field.Item1, static field => field.Item2);

    private static readonly FrozenDictionary<string, string> Messages = new[]
    {
        ("model", Text), ("messages", List), ("system", TextOrList), ("max_tokens", Number), ("stream", Flag), ("metadata", Object),
        ("stop_sequences", List), ("temperature", Number), ("top_k", Number), ("top_p", Number), ("thinking", Object), ("tools", List),
        ("tool_choice", Object), ("service_tier", Text), ("cache_control", Object), ("context_management", Object),
        ("output_config", Object), ("output_format", Object), ("inference_geo", Text), ("speed", Text),
    }.ToFrozenDictionary(static field => field.Item1, static field => field.Item2);

    /// <summary>Fields by which routers and servers are told of other models, tools or sources than the guard judges.</summary>
    private static readonly FrozenSet<string> Capabilities = new[]
    {
        "models", "route", "provider", "providers", "plugins", "search_parameters", "web_search", "mcp_servers", "connectors", "transforms",
        "extra_body", "files", "file_ids", "attachments", "documents", "container", "tool_resources", "knowledge", "datasources",
        "fallbacks", "retrieval", "extensions", "skills", "previous_response_id", "conversation", "conversation_id", "thread", "thread_id",
        "assistant_id", "prompt_id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The protocol's fields that refer to texts which the platform keeps and the guard never reads.</summary>
    private static readonly FrozenSet<string> Kept = new[] { "conversation", "prompt" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ContentRefusedException"/> for the first field that may not be there.</summary>
    /// <param name="allowed">Names of fields, beyond the protocol's, that the application may send.</param>
    public static void Check(JsonObject root, Protocol protocol, IReadOnlyCollection<string> allowed)
    {
        var known = protocol == Protocol.Chat ? Chat
            : protocol == Protocol.Messages ? Messages
            : protocol == Protocol.Responses ? Responses
            : protocol == Protocol.Completions ? Completions : Plain;
        foreach (var (name, value) in root)
        {
            if (value is null)
            {
                continue;
            }

            if (known.TryGetValue(name, out var type))
            {
                if (!Is(value.GetValueKind(), type))
                {
                    throw new ContentRefusedException("invalid_request", $"The field {name} must be {type}.");
                }

                if (known == Responses && Kept.Contains(name))
                {
                    RequireKept($"The field {name}", name, allowed);
                }
            }
            else if (allowed.Contains(name))
            {
                continue;
            }
            else if (Capabilities.TryGetValue(name, out var capability))
            {
                throw new ContentRefusedException(
                    "invalid_request", $"This application may not send the field {capability}; the policy's setting {Setting} allows it.");
            }
            else if (value is JsonObject or JsonArray)
            {
                // A plain name holds nothing that a rule finds; any other is not repeated.
                throw new ContentRefusedException(
                    "invalid_request",
                    $"The field {(FieldNames.IsPlain(name) ? name : "with a name of its own")} is not the protocol's and holds an object "
                    + $"or an array; the policy's setting {Setting} allows it.");
            }
        }
    }

    /// <summary>Throws where a request refers to what the platform keeps, unless the application may.</summary>
    /// <param name="part">As the error names it.</param>
    /// <param name="name">As the policy names it.</param>
    /// <param name="allowed">The application's <see cref="Setting"/>.</param>
    public static void RequireKept(string part, string name, IReadOnlyCollection<string> allowed)
    {
        if (!allowed.Contains(name))
        {
            throw new ContentRefusedException(
                "invalid_request",
                $"{part} refers to texts that the platform keeps and the guard does not see. Send the texts themselves; or the policy's "
                + $"setting {Setting}: [{name}] allows it.");
        }
    }

    private static bool Is(JsonValueKind kind, string type) => type switch
    {
        Text => kind == JsonValueKind.String,
        Number => kind == JsonValueKind.Number,
        Flag => kind is JsonValueKind.True or JsonValueKind.False,
        Object => kind == JsonValueKind.Object,
        List => kind == JsonValueKind.Array,
        TextOrList => kind is JsonValueKind.String or JsonValueKind.Array,
        _ => kind is JsonValueKind.String or JsonValueKind.Object,
    };
}
