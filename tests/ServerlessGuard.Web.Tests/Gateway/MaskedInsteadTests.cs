using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>An action that becomes another one says so: to the caller and in the record.</summary>
public sealed class MaskedInsteadTests
{
    [Theory]
    [InlineData("a.one@northwind.example", 0)]
    [InlineData("a.one@northwind.example, b.two@northwind.example, c.three@northwind.example", 2)]
    public async Task SaysHowManyValuesWereMasked_WhereTheConversationIsFull(string text, int masked)
    {
        await using var host = await GatewayHost.StartAsync(
            static services => services.Replace(ServiceDescriptor.Singleton(static provider => new TokenVault(
                provider.GetRequiredService<IDocumentStore>(),
                provider.GetRequiredService<IKeyRing>(),
                provider.GetRequiredService<IEntropy>(),
                provider.GetRequiredService<TimeProvider>(),
                new TokenVaultOptions { MaxEntries = 1 }))));
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request(text));

        response.Headers.TryGetValues("Guard-Masked", out var told).ShouldBe(masked > 0);
        (told?.Single() ?? "0").ShouldBe($"{masked}");
        host.Audit.Entries[^1].Facts.GetValueOrDefault("input.masked", "0").ShouldBe($"{masked}");
    }
}
