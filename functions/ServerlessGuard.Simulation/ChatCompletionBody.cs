using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation;

/// <summary>An answer in the shapes of the chat completions API.</summary>
internal sealed class ChatCompletionBody(SimulatedPrompt prompt, SimulatedResponse answer, string id, long created)
{
    public JsonObject ToCompletion()
    {
        var choices = new JsonArray();
        for (var i = 0; i < prompt.Choices; i++)
        {
            choices.Add(new JsonObject
            {
                ["index"] = i,
                ["message"] = Message(i),
                ["logprobs"] = null,
                ["finish_reason"] = answer.FinishReason,
            });
        }

        var completion = Envelope("chat.completion", choices);
        completion["usage"] = Usage();
        return completion;
    }

    /// <summary>The chunks of the stream, choices interleaved as a server that decodes them in parallel sends them.</summary>
    public IEnumerable<JsonObject> ToChunks(int pieceLength)
    {
        var choices = Enumerable.Range(0, prompt.Choices).Select(i => Deltas(i, pieceLength).GetEnumerator()).ToList();
        var open = choices.Count;
        while (open > 0)
        {
            open = 0;
            for (var i = 0; i < choices.Count; i++)
            {
                if (choices[i].MoveNext())
                {
                    open++;
                    yield return Chunk(i, choices[i].Current, null);
                }
            }
        }

        for (var i = 0; i < choices.Count; i++)
        {
            yield return Chunk(i, [], answer.FinishReason);
        }

        if (prompt.IncludeUsage)
        {
            var last = Envelope("chat.completion.chunk", []);
            last["usage"] = Usage();
            yield return last;
        }
    }

    private IEnumerable<JsonObject> Deltas(int choice, int pieceLength)
    {
        yield return new() { ["role"] = "assistant", ["content"] = answer.ToolCalls.Count > 0 ? null : "", ["refusal"] = null };
        foreach (var piece in TextPieces.Cut(TextOf(choice), pieceLength))
        {
            yield return new() { ["content"] = piece };
        }

        for (var i = 0; i < answer.ToolCalls.Count; i++)
        {
            var call = answer.ToolCalls[i];
            yield return ToolDelta(new()
            {
                ["index"] = i,
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = "" }
            });
            foreach (var piece in TextPieces.Cut(call.Arguments, pieceLength))
            {
                yield return ToolDelta(new() { ["index"] = i, ["function"] = new JsonObject { ["arguments"] = piece } });
            }
        }
    }

    private static JsonObject ToolDelta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    private JsonObject Chunk(int choice, JsonObject delta, string? finish)
    {
        var chunk = Envelope("chat.completion.chunk", new JsonArray(new JsonObject
        {
            ["index"] = choice,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finish,
        }));
        if (prompt.IncludeUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }

    private JsonObject Message(int choice)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = answer.ToolCalls.Count > 0 ? null : TextOf(choice),
            ["refusal"] = null,
        };
        if (answer.ToolCalls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. answer.ToolCalls.Select(static call => (JsonNode)new JsonObject
            {
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]);
        }

        return message;
    }

    /// <summary>Choices differ, so that a client that mixes them up is noticed.</summary>
    private string TextOf(int choice) => choice == 0 || answer.Text.Length == 0 ? answer.Text : $"({choice + 1}) {answer.Text}";

    private JsonObject Usage()
    {
        var (input, output) = (TextPieces.Tokens(prompt.Text), TextPieces.Tokens(answer.Text) * prompt.Choices);
        return new() { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output };
    }

    private JsonObject Envelope(string kind, JsonArray choices) => new()
    {
        ["id"] = $"chatcmpl-{id}",
        ["object"] = kind,
        ["created"] = created,
        ["model"] = prompt.Model,
        ["system_fingerprint"] = "fp_simulated",
        ["choices"] = choices,
    };
}
