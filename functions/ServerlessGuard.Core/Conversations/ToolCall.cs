using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A call of a tool that the model asks for. Arguments are read from the tree, so they are current after a replacement.</summary>
internal sealed class ToolCall(JsonObject owner, string name, string argumentsName, string? id)
{
    public string Name => name;

    public string? Id => id;

    /// <summary>The arguments' JSON, or the plain input of a custom tool.</summary>
    public string Arguments => GatewayJson.Text(owner, argumentsName) ?? "";

    /// <summary>Puts other arguments in the place.</summary>
    public void Replace(string arguments) => owner[argumentsName] = arguments;

    public EmbeddedJson? Parsed { get; init; }

    /// <summary>Slots that hold the arguments: a range of the document's slots.</summary>
    public required Range Slots { get; init; }
}
