using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A model's whole answer: the tree, and the places in it that carry content.</summary>
internal sealed record Answer(JsonObject Root, SlotCollector Content);
