using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Tests.Audit;

/// <summary>The vectors of docs/audit-entry.md, made by another JSON writer: encoded bytes (base64) and their SHA-256.</summary>
internal static class GoldenEntries
{
    public static (string Bytes, string Hash)[] Encoded { get; } =
    [
        (
            "eyJhY3RvciI6Imd1YXJkIiwia2luZCI6Imhvc3Quc3RhcnRlZCIsInByZXZpb3VzIjoiMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCIsInNlcXVlbmNlIjowLCJ0aW1lIjoiMjAyNi0wMS0wMlQwMzowNDowNS4wMDAwMDAwWiIsInYiOjEsIndyaXRlciI6IncxIn0=",
            "325ff148d492676fdc4eb327ec841ab695a706536abfa68377f083ae457aaf9e"),
        (
            "eyJhY3RvciI6ImtleTpkZW1vIiwiYXBwbGljYXRpb24iOiJjbGFpbXMtYXNzaXN0YW50IiwiZmFjdHMiOnsibm90ZSI6InFcImJcXHMvXGJcdFxuXGZcclx1MDAwMX/DqeKAqPCfmIAiLCJ6IjoiIiwiw6kiOiJ4In0sImZpbmRpbmdzIjp7IkEiOjEsImEiOjMsInBlcnNvbi5lbWFpbCI6Mn0sImludGVyYWN0aW9uIjoiMDFKMDAwMDAwMDAwMDAwMDAwMDAwMFRFU1QiLCJraW5kIjoiaW50ZXJhY3Rpb24ub3BlbmVkIiwibWFjcyI6eyJwcm9tcHQiOiJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiIn0sInBvbGljeSI6InIxIiwicHJldmlvdXMiOiIzMjVmZjE0OGQ0OTI2NzZmZGM0ZWIzMjdlYzg0MWFiNjk1YTcwNjUzNmFiZmE2ODM3N2YwODNhZTQ1N2FhZjllIiwic2VxdWVuY2UiOjEsInRpZXIiOiJyZWd1bGF0ZWQiLCJ0aW1lIjoiMjAyNi0wMS0wMlQwMzowNDowNi4xMjM0NTY3WiIsInYiOjEsIndyaXRlciI6IncxIn0=",
            "ff6376c57314dc86175b26c5455c96dd0230378bfdb527e53269103eab1e85fd"),
        (
            "eyJhY3RvciI6ImtleTpkZW1vIiwiaW50ZXJhY3Rpb24iOiIwMUowMDAwMDAwMDAwMDAwMDAwMDAwVEVTVCIsImtpbmQiOiJpbnRlcmFjdGlvbi5jbG9zZWQiLCJwcmV2aW91cyI6ImZmNjM3NmM1NzMxNGRjODYxNzViMjZjNTQ1NWM5NmRkMDIzMDM3OGJmZGI1MjdlNTMyNjkxMDNlYWIxZTg1ZmQiLCJzZXF1ZW5jZSI6MiwidGltZSI6IjIwMjYtMDEtMDJUMDM6MDQ6MDcuMDAwMDAwMFoiLCJ2IjoxLCJ2ZXJkaWN0IjoiYWxsb3ciLCJ3cml0ZXIiOiJ3MSJ9",
            "a414f5af50f627cce9a7d5d0cfcb6b72c33ef0534463c28e76db89aec313a3ae"),
    ];

    public static AuditEntry[] Entries { get; } =
    [
        new()
        {
            Kind = AuditKinds.HostStarted, Actor = "guard", Time = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)),
        },
        new()
        {
            Kind = AuditKinds.InteractionOpened,
            Actor = "key:demo",
            Application = "claims-assistant",
            Interaction = "01J0000000000000000000TEST",
            Tier = "regulated", PolicyRevision = "r1", Time = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero).AddTicks(1234567),
            Findings = new Dictionary<string, int> { ["a"] = 3, ["person.email"] = 2, ["A"] = 1 },
            Macs = new Dictionary<string, string> { ["prompt"] = string.Concat(Enumerable.Repeat("ab", 32)) },
            Facts = new Dictionary<string, string>
            {
                ["z"] = "",
                ["é"] = "x",
                ["note"] = "q\"b\\s/\b\t\n\f\r\u0001\u007fé\u2028\U0001F600"
            },
        },
        new()
        {
            Kind = AuditKinds.InteractionClosed, Actor = "key:demo", Interaction = "01J0000000000000000000TEST", Verdict = "allow",
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 7, TimeSpan.Zero),
        },
    ];
}
