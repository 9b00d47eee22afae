/**
 * The completion script for bash, which takes each line of the answer literally: that of yargs splits answers at
 * spaces and quotes, and filters contain both. bash splits words at `=` and `:`, and replaces only what follows them or
 * an open quote.
 */
export const bashScript = `###-begin-onwire-completions-###
# For this shell: source <(onwire completion); for all: onwire completion >> ~/.bashrc
_onwire_completions()
{
    mapfile -t COMPREPLY < <(SHELL=bash ZSH_NAME= onwire --get-yargs-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2> /dev/null)
}
complete -o bashdefault -o default -F _onwire_completions onwire
###-end-onwire-completions-###
`

/** The shell that asks for completion; yargs provides the script for all but bash. */
export function shellOf({ SHELL = '', ZSH_NAME = '' }: NodeJS.ProcessEnv): 'bash' | 'zsh' | 'fish' {
  return /zsh/.test(SHELL + ZSH_NAME) ? 'zsh' : /fish/.test(SHELL) ? 'fish' : 'bash'
}
