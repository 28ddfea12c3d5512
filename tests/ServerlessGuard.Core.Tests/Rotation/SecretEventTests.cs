using System.Text.Json;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Tests.Rotation;

public sealed class SecretEventTests
{
    [Theory]
    [InlineData(
        """{"id":"1","topic":"/t","subject":"claims-key","eventType":"Microsoft.KeyVault.SecretNearExpiry","eventTime":"2026-01-01T00:00:00","data":{"Id":"https://v.example/secrets/claims-key/abc","VaultName":"v","ObjectType":"Secret","ObjectName ":"claims-key","Version":"abc","NBF":"1559081980","EXP":"1559082102"},"dataVersion":"1"}""")]
    [InlineData(
        """{"specversion":"1.0","id":"1","source":"/t","subject":"claims-key","type":"Microsoft.KeyVault.SecretNearExpiry","time":"2026-01-01T00:00:00Z","data":{"VaultName":"v","objectName":"claims-key","Version":" abc ","EXP":1559082102}}""")]
    [InlineData(
        """{"specversion":"1.0","id":"1","source":"/t","type":"Microsoft.KeyVault.SecretNearExpiry","data":{"Id":"https://v.example/secrets/claims-key/abc"}}""")]
    public void ReadsEitherSchema_HoweverUneven(string json)
    {
        GuardEventJson.TryRead(JsonElement.Parse(json), DateTimeOffset.UnixEpoch, out var value, out _).ShouldBeTrue();
        SecretEvent.Of(value!).ShouldBe(new SecretEvent("v", "claims-key", "abc"));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/t","type":"t"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/t","type":"t","data":[1]}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/t","type":"t","data":{"Id":"https://v.example/keys/k/1","ObjectName":7}}""")]
    public void PassesOver_WhatNamesNoSecret(string json)
    {
        GuardEventJson.TryRead(JsonElement.Parse(json), DateTimeOffset.UnixEpoch, out var value, out _).ShouldBeTrue();
        SecretEvent.Of(value!).ShouldBeNull();
    }
}
