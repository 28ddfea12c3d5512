using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Puts a whole answer together from a stream. Used by one stream on one thread.</summary>
internal interface IResponseAssembler
{
    /// <summary>Takes one event's JSON. Throws <see cref="ContentRefusedException"/> on a shape that it does not know.</summary>
    void Add(JsonObject data);

    /// <summary>The event ends the stream, even before <c>[DONE]</c>.</summary>
    bool IsComplete { get; }

    /// <summary>The whole answer; null when the stream did not come to its end.</summary>
    JsonObject? Build();
}

/// <summary>A model's whole answer: the tree, and the places in it that carry content.</summary>
internal sealed record Answer(JsonObject Root, TextFieldCollector Content);
