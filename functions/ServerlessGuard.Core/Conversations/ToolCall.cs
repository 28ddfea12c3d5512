using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A call of a tool that the model requests. Arguments are read from the tree, so they are current after a replacement.</summary>
internal sealed class ToolCall(JsonObject owner, string name, string argumentsName, string? id)
{
    /// <summary>Arguments of a call that gives none.</summary>
    public const string NoArguments = "{}";

    public string Name => name;

    public string? Id => id;

    /// <summary>The arguments' JSON, or the plain input of a custom tool.</summary>
    public string Arguments => owner[argumentsName] switch
    {
        var blank when IsBlank(blank) => argumentsName == "arguments" ? NoArguments : "",
        var text when GatewayJson.IsText(text) => text!.GetValue<string>(),
        var node => node!.ToJsonString(GatewayJson.Writing),
    };

    /// <summary>Some models write nothing for the arguments of a tool without parameters.</summary>
    public static bool IsBlank(JsonNode? arguments) =>
        arguments is null || (GatewayJson.IsText(arguments) && string.IsNullOrWhiteSpace(arguments.GetValue<string>()));

    /// <summary>Puts other arguments in the place: a text, or an object where they were one. Throws when they are no JSON then.</summary>
    public void Replace(string arguments) =>
        owner[argumentsName] = owner[argumentsName] is JsonObject ? JsonNode.Parse(arguments, null, GatewayJson.Reading) : arguments;

    public EmbeddedJson? Parsed { get; init; }

    /// <summary>Fields that hold the arguments: a range of the document's fields.</summary>
    public required Range Fields { get; init; }
}
