namespace ServerlessGuard.Infra.Settings;

/// <summary>An Azure OpenAI account to create, locked down from birth.</summary>
public sealed record NewAccount(string Name);
