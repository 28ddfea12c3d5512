using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One choice of a live chat stream. Nothing of a tool call leaves before all of it is judged.</summary>
internal sealed class LiveChoice
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    public StreamedCalls Calls { get; } = new(AssembledChoice.MostToolCalls);

    /// <summary>Unknown fields of the choice itself.</summary>
    public WithheldFields Fields { get; } = new(false);

    /// <summary>Unknown fields of its message.</summary>
    public WithheldFields Message { get; } = new(true);

    public bool IsFinished { get; set; }

    public bool IsOpen(string key) => _open.Contains(key);

    public string Open(string key)
    {
        _open.Add(key);
        return key;
    }

    /// <summary>Moves pieces of tool calls out of a delta.</summary>
    public void TakeCalls(JsonObject delta)
    {
        foreach (var name in new[] { "tool_calls", "function_call" })
        {
            if (delta.ContainsKey(name))
            {
                Calls.Add(name, delta[name]);
                delta.Remove(name);
            }
        }
    }
}
