namespace ServerlessGuard.Core.Deployments;

/// <summary>A platform did not do what was asked. The message names the platform and the operation, never content or a key.</summary>
public sealed class DeploymentPlatformException : Exception
{
    /// <param name="isFinal">Trying again cannot help: refused, or gone.</param>
    public DeploymentPlatformException(string message, bool isFinal, Exception? inner = null)
        : base(message, inner) => IsFinal = isFinal;

    public bool IsFinal { get; }
}
