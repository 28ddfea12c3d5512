using System.Text.Json;

namespace ServerlessGuard.Local.Demo;

/// <summary>A client's response: <see cref="Raw"/> is every byte of the body as text, the rest is read from it.</summary>
internal sealed record DemoResponse
{
    public required int Status { get; init; }

    public required string Raw { get; init; }

    /// <summary>The answer's text: the first choice's content, or its streamed pieces joined.</summary>
    public string Text { get; init; } = "";

    public string FinishReason { get; init; } = "";

    public IReadOnlyList<string> ToolCalls { get; init; } = [];

    public string ErrorCode { get; init; } = "";

    /// <summary>Streamed events that carried text.</summary>
    public int Pieces { get; init; }

    public static DemoResponse FromCompletion(int status, string raw)
    {
        if (!TryParse(raw, out var root))
        {
            return new() { Status = status, Raw = raw };
        }

        if (root.TryGetProperty("error", out var error))
        {
            return new() { Status = status, Raw = raw, Text = String(error, "message"), ErrorCode = String(error, "code") };
        }

        if (!root.TryGetProperty("choices", out var choices) || choices.GetArrayLength() == 0)
        {
            return new() { Status = status, Raw = raw };
        }

        var message = choices[0].GetProperty("message");
        return new()
        {
            Status = status,
            Raw = raw,
            Text = String(message, "content"),
            FinishReason = String(choices[0], "finish_reason"),
            ToolCalls = ToolNames(message),
        };
    }

    public static DemoResponse FromStream(int status, string raw)
    {
        var (text, finish, error, pieces) = ("", "", "", 0);
        var tools = new List<string>();
        foreach (var line in raw.Split('\n'))
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal) || !TryParse(line["data: ".Length..], out var data))
            {
                continue;
            }

            if (data.TryGetProperty("error", out var failure))
            {
                error = String(failure, "code");
            }

            if (!data.TryGetProperty("choices", out var choices) || choices.GetArrayLength() == 0)
            {
                continue;
            }

            var choice = choices[0];
            if (choice.TryGetProperty("delta", out var delta))
            {
                var piece = String(delta, "content");
                text += piece;
                pieces += piece.Length > 0 ? 1 : 0;
                tools.AddRange(ToolNames(delta));
            }

            finish = String(choice, "finish_reason") is { Length: > 0 } reason ? reason : finish;
        }

        return new()
        {
            Status = status,
            Raw = raw,
            Text = text,
            FinishReason = finish,
            ErrorCode = error,
            ToolCalls = tools,
            Pieces = pieces
        };
    }

    private static List<string> ToolNames(JsonElement message)
    {
        var names = new List<string>();
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                if (call.TryGetProperty("function", out var function) && String(function, "name") is { Length: > 0 } name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    private static bool TryParse(string text, out JsonElement root)
    {
        try
        {
            root = JsonElement.Parse(text);
            return root.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            root = default;
            return false;
        }
    }

    private static string String(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
