using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A whole chat completion as the chunks of a stream.</summary>
internal static class ChatReplay
{
    public static IEnumerable<SseEvent> Events(JsonObject answer, bool includeUsage)
    {
        foreach (var choice in answer["choices"]!.AsArray().OfType<JsonObject>())
        {
            var index = choice["index"]?.DeepClone() ?? 0;
            var delta = choice["message"]!.DeepClone().AsObject();
            if (delta["tool_calls"] is JsonArray calls)
            {
                for (var i = 0; i < calls.Count; i++)
                {
                    calls[i]!.AsObject()["index"] = i;
                }
            }

            yield return Chunk(answer, Choice(index, delta, null));
            var last = Choice(index.DeepClone(), [], choice["finish_reason"]?.DeepClone());
            foreach (var (name, value) in choice)
            {
                if (name is not ("index" or "message" or "logprobs" or "finish_reason"))
                {
                    last[name] = value?.DeepClone();
                }
            }

            yield return Chunk(answer, last);
        }

        if (includeUsage)
        {
            var used = Base(answer);
            used["choices"] = new JsonArray();
            used["usage"] = answer["usage"]?.DeepClone();
            yield return new SseEvent(null, used);
        }

        yield return SseEvent.Done;
    }

    private static JsonObject Choice(JsonNode index, JsonObject delta, JsonNode? finish) =>
        new() { ["index"] = index, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish };

    private static SseEvent Chunk(JsonObject answer, JsonObject choice)
    {
        var chunk = Base(answer);
        chunk["choices"] = new JsonArray(choice);
        return new SseEvent(null, chunk);
    }

    private static JsonObject Base(JsonObject answer)
    {
        var chunk = new JsonObject();
        foreach (var (name, value) in answer)
        {
            if (name is not ("choices" or "usage"))
            {
                chunk[name] = name == "object" ? "chat.completion.chunk" : value?.DeepClone();
            }
        }

        return chunk;
    }
}
