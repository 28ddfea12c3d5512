namespace ServerlessGuard.Infra.Components;

/// <summary>
/// Azure's own roles, by the kind of scope that a grant of policies/duties.yaml is on: coarser than the guard's, and none has to be
/// defined.
/// </summary>
internal static class StarterRoles
{
    private static readonly Dictionary<string, (string Name, string Id)[]> ByKind = new()
    {
        ["container"] = [("blob-contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe")],
        ["queue"] = [("queue-sender", "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a")],
        ["table"] = [("table-contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3")],
        ["key"] = [("crypto-user", "12338af0-0e69-4776-bea7-57ae8d297424")],
        ["secret"] = [("secrets-officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7")],
        ["topic"] = [("event-sender", "d5a91429-5739-47e2-a06b-3470a27159e7")],
        ["accounts"] =
        [
            ("openai-user", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"), ("cognitive-contributor", "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68"),
            ("reader", Reader),
        ],
        ["workspaces"] = [("data-scientist", "f6c7c914-8db3-469d-8ca1-694a8f32e121"), ("reader", Reader)],
        ["group"] = [("reader", Reader)],
        ["telemetry"] = [("metrics-publisher", Publisher)],
        ["insights"] = [("metrics-publisher", Publisher)],
        ["logs"] = [("log-reader", "73c42c96-874c-492b-b04d-ab87d138a893")],
    };

    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string Publisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    /// <summary>The kinds of data that the runtime's own roles on the data account cover already.</summary>
    public static IReadOnlySet<string> OfTheRuntime { get; } = new HashSet<string> { "container", "queue", "table" };

    public static string KindOf(string on) => on.Split('/')[0];

    public static IReadOnlyList<(string Name, string Id)> On(string kind) => ByKind[kind];
}
