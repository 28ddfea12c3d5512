namespace ServerlessGuard.Core.Access;

/// <summary>A right over a model or over its content. The policy's <c>access</c> names who should have it.</summary>
public enum Capability
{
    ChangeModel,
    Deploy,
    RunFineTuning,
    ReadWeights,
    ReadTrainingData,
    ReadContent,
    ReadSecrets,
    DisableGuard,
}
